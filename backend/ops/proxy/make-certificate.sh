#!/bin/sh
# Makes an authority of the hub's own and a certificate by it, unless there is a certificate already.
# TLS_DIRECTORY: where they go. TLS_NAME: the name by which terminals and people reach the hub.
set -eu
cd "$TLS_DIRECTORY"
if [ -f server.crt ] && [ -f server.key ]; then
  echo "There is a certificate already."
  exit 0
fi

umask 077
# The authority stays when a certificate is renewed: it is what terminals trust.
[ -f ca.crt ] && [ -f ca.key ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 -subj "/CN=PosCloud of $TLS_NAME" \
  -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout ca.key -out ca.crt
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$TLS_NAME" -keyout server.key.new -out server.csr
cat > server.ext <<EXT
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectAltName=DNS:$TLS_NAME,DNS:proxy,DNS:localhost,IP:127.0.0.1
EXT
# Two years: browsers and phones refuse longer ones. To renew it, delete server.crt and start this again.
openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 730 -extfile server.ext -out server.crt.new
# Everybody may read certificates; the keys stay with this user.
chmod 644 ca.crt server.crt.new
rm -f server.csr server.ext
mv server.key.new server.key
mv server.crt.new server.crt
echo "Made a certificate for $TLS_NAME."
