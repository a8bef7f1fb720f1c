# The keys of the cluster: one authority, one certificate per program with just the rights of its role. Sourced, not run.
# shellcheck shell=bash

issue() { # name, subject [, subjectAltName]
  [ ! -f "$1.crt" ] || return 0
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  { echo extendedKeyUsage=serverAuth,clientAuth; [ -z "${3:-}" ] || echo "subjectAltName=$3"; } >"$1.ext"
  openssl req -new -key "$1.key" -subj "$2" |
    openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile "$1.ext" -out "$1.crt.new" 2>/dev/null
  mv "$1.crt.new" "$1.crt"; rm -f "$1.ext"
}

kubeconfig() { # name
  cat >"$1.kubeconfig" <<K
apiVersion: v1
kind: Config
clusters: [{name: mandala-local, cluster: {server: "https://$NODE_IP:6443", certificate-authority-data: $(base64 -w0 ca.crt)}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$1.crt"), client-key-data: $(base64 -w0 "$1.key")}}]
contexts: [{name: mandala-local, context: {cluster: mandala-local, user: $1}}]
current-context: mandala-local
K
}

make_keys() (
  umask 077; mkdir -p "$STATE/pki"; cd "$STATE/pki" || exit
  if [ ! -f ca.crt ]; then
    openssl ecparam -name prime256v1 -genkey -noout -out ca.key
    openssl req -x509 -new -key ca.key -subj /CN=mandala-local-ca -days 3650 -out ca.crt
  fi
  [ -f sa.key ] || { openssl genrsa -out sa.key.new 2048 2>/dev/null; mv sa.key.new sa.key; }
  local names=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.$CLUSTER_DOMAIN
  issue apiserver /CN=kube-apiserver "$names,IP:127.0.0.1,IP:$NODE_IP,IP:$API_SERVICE_IP"
  issue apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client
  issue front-proxy /CN=front-proxy-client
  issue admin /O=system:masters/CN=admin
  issue controller-manager /CN=system:kube-controller-manager
  issue scheduler /CN=system:kube-scheduler
  issue proxy /CN=system:kube-proxy
  issue node "/O=system:nodes/CN=system:node:$NODE_NAME" "DNS:$NODE_NAME,IP:127.0.0.1,IP:$NODE_IP"
  issue acme-server /CN=acme-server DNS:pebble.mandala-acme.svc # that a test starts, to get certificates for domains
  for name in admin controller-manager scheduler proxy node; do kubeconfig $name; done
)
