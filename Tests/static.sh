#!/usr/bin/env bash
# Serves from a directory with a hosts file only under chroot, asks it something, stops it. Needs root and a static binary.
set -euo pipefail

binary=$(realpath "${1:?usage: Tests/static.sh BINARY}")
jail=$(mktemp -d)
trap 'kill "${pid:-}" 2>/dev/null || true; rm -rf "$jail"' EXIT
cp "$binary" "$jail/genauth-emulator"
mkdir "$jail/etc"
echo "127.0.0.1 receiver.test" >"$jail/etc/hosts"

chroot "$jail" /genauth-emulator serve --port 0 --ready-file /ready.json 2>"$jail.log" &
pid=$!
for _ in $(seq 100); do
    [ -e "$jail/ready.json" ] && break
    sleep 0.05
done
port=$(sed -E 's/.*"port":([0-9]+).*/\1/' "$jail/ready.json")
chroot "$jail" /genauth-emulator health --port "$port"

url="http://127.0.0.1:$port"
token=$(curl -sf "$url/api/v3/get-management-token" -H 'content-type: application/json' \
    -d '{"accessKeyId":"GEN_AUTH_ACCESS_KEY_ID","accessKeySecret":"GEN_AUTH_ACCESS_KEY_SECRET"}' \
    | sed -E 's/.*"access_token":"([^"]+)".*/\1/')
curl -sf "$url/api/v3/add-group-members" -H "authorization: Bearer $token" -H 'content-type: application/json' \
    -d '{"code":"developer","userIds":["6229ffaxxxxxxxxcade3e3d9"]}' | grep -q '"success":true'

# Names of webhooks are looked up without shared libraries. Nothing listens on port 1.
pool="$url/_emulator/user-pools/59f86b4832eb28071bdd9214"
curl -sf "$pool/webhooks" -d '{"url":"http://receiver.test:1/","events":["group:created"]}' >/dev/null
curl -sf "$url/api/v3/create-group" -H "authorization: Bearer $token" -H 'content-type: application/json' \
    -d '{"code":"new","name":"New"}' >/dev/null
curl -sf "$pool/deliveries?state=dead&wait=15s" | grep -q 'Connection refused'

kill -TERM "$pid"
wait "$pid"
rm -f "$jail.log"
echo "the static program serves from an empty directory"
