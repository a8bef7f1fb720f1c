#!/usr/bin/env bash
# Prints chart values (YAML) that make builds in the cluster reach package registries as this machine does: the certificates
# that it trusts (a proxy may inspect TLS with its own) and its mirrors and proxies. Never a password: an address that holds
# one is left out, with a warning, and belongs into the chart's values by hand.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done

trust_bundle() {
  local file
  for file in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do
    if [ -s "$file" ]; then echo "$file"; return; fi
  done
}

setting() { # name, value: one line of the map
  local name=$1 value=$2
  [ -n "$value" ] || return 0
  case $value in
    *://*@*) say "warning: $name of this machine holds a name or password and is not given to builds"; return ;;
    *://localhost* | *://127.* | *://\[::1\]*) say "warning: $name of this machine is $value, which a pod cannot reach: it is not given to builds"; return ;;
  esac
  printf "    %s: '%s'\n" "$name" "${value//\'/\'\'}"
}

npm_registry() { # only when somebody has configured one
  command -v npm >/dev/null || return 0
  local here default
  here=$(cd / && npm config get registry 2>/dev/null) || return 0
  default=$(cd / && env -i PATH="$PATH" HOME=/nonexistent npm config get registry --userconfig /dev/null --globalconfig /dev/null 2>/dev/null) || return 0
  [ "$here" = "$default" ] || echo "$here"
}

pip_setting() { python3 -m pip config get "global.$1" 2>/dev/null || true; }

environment() {
  local http=${HTTP_PROXY:-${http_proxy:-}} https=${HTTPS_PROXY:-${https_proxy:-}} none=${NO_PROXY:-${no_proxy:-}}
  setting npm_config_registry "${npm_config_registry:-${NPM_CONFIG_REGISTRY:-$(npm_registry)}}"
  setting PIP_INDEX_URL "${PIP_INDEX_URL:-$(pip_setting index-url)}"
  setting PIP_EXTRA_INDEX_URL "${PIP_EXTRA_INDEX_URL:-$(pip_setting extra-index-url)}"
  setting HTTP_PROXY "$http"; setting http_proxy "$http"
  setting HTTPS_PROXY "$https"; setting https_proxy "$https"
  if [ -n "$http$https" ]; then # the cluster itself is never behind the proxy
    none=${none:+$none,}localhost,127.0.0.1,$NODE_IP,$POD_CIDR,$SERVICE_CIDR,.svc,.$CLUSTER_DOMAIN
    setting NO_PROXY "$none"; setting no_proxy "$none"
  fi
}

bundle=$(trust_bundle)
if [ -n "$bundle" ]; then
  printf 'trust:\n  bundle: |\n'
  sed 's/\r$//; s/^/    /' "$bundle"
fi
lines=$(environment)
[ -z "$lines" ] || printf 'build:\n  environment:\n%s\n' "$lines"
