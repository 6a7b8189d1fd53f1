#!/usr/bin/env bash
# Builds the whole Dockerfile, first stage included, with buildah, into an archive for run.sh. As root, on Debian.
#
#   Tests/image/build.sh ARCHIVE.tar
#
# No registry of images is asked: in place of the Swift image there is one made of Debian's packages and the toolchain of
# this machine. The build runs in a chroot with the network of this machine. Variables:
#
#   SWIFT     the folder of the toolchain, above usr/bin/swift
#   PACKAGES  a folder of git repositories that /etc/gitconfig has in place of those in the network
#   MIRROR    where Debian's packages come from
#   KEEP      anything: keep the base and the cache mounts for the next build, in .build-image/base
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
source=${here%/Tests/image}
archive=$(realpath "$1")
swift=${SWIFT:-$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")")}
tools=$source/.build-image/base
export TMPDIR=$tools/tmp
from=$(sed -n 's/^FROM \(.*\) AS build$/\1/p' "$source/Dockerfile")
buildah=(buildah --root "$tools/store" --runroot "$tools/run" --storage-driver overlay)
clean() { [ -n "${KEEP:-}" ] || { "${buildah[@]}" rmi --all --force >/dev/null 2>&1 || true; rm -rf "$tools"; }; }
trap clean EXIT

missing=()
for tool in buildah debootstrap; do command -v $tool >/dev/null || missing+=($tool); done
if [ ${#missing[@]} -gt 0 ]; then
  { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; } >&2
fi
mkdir -p "$TMPDIR"

if ! "${buildah[@]}" inspect --type image "$from" >/dev/null 2>&1; then
  # What Swift's own image has beside the toolchain: https://github.com/swiftlang/swift-docker
  rm -rf "$tools/debian"
  debootstrap --variant=minbase \
    --include=binutils,ca-certificates,g++,git,libcurl4,libc6-dev,libncurses6,libxml2,pkg-config,tzdata,zlib1g-dev \
    bookworm "$tools/debian" "${MIRROR:-http://deb.debian.org/debian}" >"$tools/debootstrap.log"
  # Where this machine has the packages, when it does not fetch them.
  [ ! -e /etc/gitconfig ] || cp /etc/gitconfig "$tools/debian/etc/gitconfig"
  printf 'FROM scratch\nCOPY debian /\nENV PATH=%s/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin\n' "$swift" \
    >"$tools/Dockerfile"
  "${buildah[@]}" build -q --isolation chroot -t "$from" -f "$tools/Dockerfile" "$tools" >/dev/null
fi

volumes=(--volume "$swift:$swift:ro")
[ -z "${PACKAGES:-}" ] || volumes+=(--volume "$PACKAGES:$PACKAGES:ro")
"${buildah[@]}" build --format docker --pull-never --layers --isolation chroot --network host "${volumes[@]}" \
  --build-arg REVISION=0123abc --build-arg SOURCE=https://example.com/genauth-emulator -t genauth-emulator "$source"
rm -f "$archive"
"${buildah[@]}" push -q genauth-emulator "docker-archive:$archive:genauth-emulator:latest"
