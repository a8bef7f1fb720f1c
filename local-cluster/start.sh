#!/usr/bin/env bash
# Starts the local cluster, or does nothing when it runs. Whatever an earlier one left, stopped or killed, is tidied first;
# its resources and volumes are kept. Gets what is missing on the way: packages, programs, images.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings processes images preflight cgroups network keys control-plane node cilium addons clean-up; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
export PATH=$PROGRAMS/bin:$PATH:/usr/sbin:/sbin KUBECONFIG=$KUBECONFIG_FILE

runs() {
  local name
  for name in "${DAEMONS[@]}"; do pid_of "$name" >/dev/null || return 1; done
  api_server_is_ready >/dev/null 2>&1 && node_is_ready 2>/dev/null
}

ended() { local name; for name in "${DAEMONS[@]}"; do pid_of "$name" >/dev/null || printf '%s ' "$name"; done; }

forward() { # name, port on the host, where to
  launch "$1" socat "TCP-LISTEN:$2,bind=127.0.0.1,fork,reuseaddr" "TCP:$3"
}

service_images() { # the names that service-images.sh gives them
  local recipe
  for recipe in "$HERE"/services/*.sh; do echo "$IMAGES/service-$(basename "$recipe" .sh).tar"; done
}

# shellcheck disable=SC2046 # one word per image
import_images() { # those that the first pods need come first
  local name
  "$HERE/import-images.sh" "$IMAGES"/addon-{pause,coredns,traefik}.tar
  for name in local-path-provisioner metrics-server registry prometheus; do "$HERE/import-images.sh" "$IMAGES/addon-$name.tar"; done
  "$HERE/import-images.sh" "$IMAGES/base.tar" $(service_images)
}

ensure() { # name, command...: starts what does not run
  local name=$1; shift
  pid_of "$name" >/dev/null || "$@"
}

start() {
  local images resources
  note_kernel_settings
  make_keys
  network_up
  make_cgroups
  ensure node start_node_namespace
  enter_node_namespace
  ensure etcd start_etcd
  ensure kube-apiserver start_api_server
  ensure forward-http forward forward-http "$HTTP_PORT" "$NODE_IP:8080"
  ensure forward-https forward forward-https "$HTTPS_PORT" "$NODE_IP:8443"
  ensure forward-bridge forward forward-bridge "$BRIDGE_PORT" "$BRIDGE"
  ensure containerd start_containerd
  import_images & images=$!
  wait_for "the start of the API server" 60 kube-apiserver api_server_is_ready
  ensure kube-controller-manager start_controller_manager
  ensure kube-scheduler start_scheduler
  apply_cilium_resources
  ensure kubelet start_kubelet
  ensure cilium-agent start_cilium
  ensure kube-proxy start_kube_proxy
  apply_addons & resources=$!
  wait_for "the node's readiness" 90 cilium-agent node_is_ready
  wait "$resources" || die "the cluster's own parts could not be applied"
  wait "$images" || die "the images could not be imported"
  wait_for_addons
}

list_files() { local files; files=$(readlink -f "$@"); echo "${files//$'\n'/:}"; }

# What a program needs to know about the running cluster.
# shellcheck disable=SC2046 # one word per image
write_facts() {
  cat >"$STATE/facts.properties" <<K
kubeconfig=$KUBECONFIG_FILE
http.port=$HTTP_PORT
https.port=$HTTPS_PORT
bridge.port=$BRIDGE_PORT
registry=$REGISTRY
base.images=$(list_files "$IMAGES/base.tar" $(service_images))
made.of=$(made_of)
K
}

fact() { sed -n "s/^$1=//p" "$STATE/facts.properties" 2>/dev/null; }

# A hash of the scripts and of the programs' versions.
made_of() { cat "$HERE"/*.sh "$HERE"/services/*.sh "$HERE"/addons/*.yaml "$HERE"/programs/*/go.sum | sha256sum | cut -c1-12; }

# However this ends: what was not finished is taken back, and who could not even begin leaves nothing.
at_exit() {
  if [ -n "$unfinished" ]; then say "the start was not finished: taking it back"; clean_up; fi
  if [ ! -e "$STATE/checkout" ]; then rmdir "$STATE" "$RUN" 2>/dev/null || true; rm -f "$LOCK"; fi
}
unfinished=""

check_machine
take_lock
trap at_exit EXIT
if runs; then
  say "the cluster runs already"
  [ "$(fact made.of)" = "$(made_of)" ] || say "it was made by another version, from $(cat "$STATE/checkout"): take it down and up again to renew it"
  exit 0
fi
"$HERE/packages.sh"
"$HERE/programs.sh"
"$HERE/addon-images.sh"
"$HERE/base-images.sh"
"$HERE/service-images.sh"
check_space
started=$SECONDS
if pid_of node >/dev/null; then
  say "starting what has ended: $(ended)"
else
  if something_is_left; then say "tidying up what an earlier cluster left"; clean_up; mkdir -p "$RUN"; fi
  check_addresses
  say "starting Kubernetes"
fi
pid_of forward-http >/dev/null || check_port "$HTTP_PORT" MANDALA_HTTP_PORT
pid_of forward-https >/dev/null || check_port "$HTTPS_PORT" MANDALA_HTTPS_PORT
pid_of forward-bridge >/dev/null || check_port "$BRIDGE_PORT" MANDALA_BRIDGE_PORT
echo "$HERE" >"$STATE/checkout"
write_facts
unfinished=yes
start
unfinished=""
say "the cluster runs, after $((SECONDS - started)) s; its kubeconfig is $KUBECONFIG_FILE"
