#!/usr/bin/env bash
# Builds the last stage of the Dockerfile around a static program, so that the image has the very bytes that are released.
# As root, with buildah.
#
#   Tools/release/image.sh NAME ARCHITECTURE PROGRAM [ARGUMENTS OF buildah build]
#
# BUILDAH is the command with its options. With SOURCE_DATE_EPOCH its layers have the same bytes
# whenever they are built; its configuration has a random name of buildah's.
set -euo pipefail

source=$(cd "$(dirname "$0")/../.." && pwd)
read -ra buildah <<<"${BUILDAH:-buildah}"
name=$1 architecture=$2 program=$3
shift 3
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# In place of the first stage there is a folder with what the last one copies from it: the folders that its lines make, and
# the program.
folders=$(sed -n 's/^RUN \(mkdir .*\)/\1/p' "$source/Dockerfile")
[ -n "$folders" ]
(eval "${folders//\/writable/$stage\/writable}")
install -D -m 755 "$program" "$stage/source/.build/static/genauth-emulator"
"${buildah[@]}" build -q --format docker --isolation chroot --platform "linux/$architecture" \
  ${SOURCE_DATE_EPOCH:+--timestamp "$SOURCE_DATE_EPOCH"} --build-context build="$stage" -t "$name" "$@" "$source" >/dev/null
