#!/usr/bin/env bash
# Makes one image for several architectures of the archives that `make dist` has written, and pushes it. As root, with buildah.
#
#   Tools/release/index.sh FOLDER VERSION DESTINATION...
#
# FOLDER has the archives; a destination is what buildah pushes to, such as docker://ghcr.io/example/genauth-emulator:1.2.3.
# The digest of the image is written to FOLDER/digest. BUILDAH, REVISION, SOURCE and SOURCE_DATE_EPOCH are read.
set -euo pipefail

tools=$(dirname "$0")
read -ra buildah <<<"${BUILDAH:-buildah}"
folder=$1 version=$2 index=genauth-emulator-index
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${buildah[@]}" manifest rm $index >/dev/null 2>&1 || true
"${buildah[@]}" manifest create $index >/dev/null
for archive in "$folder/genauth-emulator-$version-linux-"*.tar.gz; do
  architecture=${archive%.tar.gz} architecture=${architecture##*-}
  mkdir "$work/$architecture"
  tar -xzf "$archive" -C "$work/$architecture" --strip-components 1
  "$tools/image.sh" "genauth-emulator-$architecture" "$architecture" "$work/$architecture/genauth-emulator" \
    --build-arg VERSION="$version" --build-arg REVISION="${REVISION:-unknown}" --build-arg SOURCE="${SOURCE:-unknown}"
  "${buildah[@]}" manifest add $index "containers-storage:localhost/genauth-emulator-$architecture" >/dev/null
done
for destination in "$@"; do
  "${buildah[@]}" manifest push --all --format v2s2 --digestfile "$folder/digest" $index "$destination"
done
