#!/bin/sh
# Makes a certificate for tests, valid for a year: certificate.sh FOLDER [NAME...]
# It is for localhost, 127.0.0.1, genauth-tls and the given names. Clients trust it by the file genauth.crt.
set -eu

folder=${1:?usage: certificate.sh FOLDER [NAME...]}
shift
names=DNS:localhost,IP:127.0.0.1,DNS:genauth-tls
for name in "$@"; do names=$names,DNS:$name; done
mkdir -p "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=genauth-emulator \
  -addext "subjectAltName=$names" -keyout "$folder/genauth.key" -out "$folder/genauth.crt" 2>/dev/null
# The server in the container is another user. The key protects tests only.
chmod 644 "$folder/genauth.key"
