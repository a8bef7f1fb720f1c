# The pod network, which also enforces NetworkPolicies: Cilium without its operator, which one node does not need.
# Sourced, not run. It compiles its datapath at start, from the sources of its own module.
# shellcheck shell=bash

apply_cilium_resources() { apply -f "$PROGRAMS/cilium/crds/v2/" -f "$PROGRAMS/cilium/crds/v2alpha1/"; }

start_cilium() {
  local tools=$STATE/cilium-tools
  mkdir -p "$tools" "$STATE/cilium"
  [ -d "$STATE/cilium/bpf" ] || cp -r "$PROGRAMS/cilium/bpf" "$STATE/cilium/bpf"
  ln -sfn "$(command -v clang-16)" "$tools/clang"; ln -sfn "$(command -v llc-16)" "$tools/llc"
  ln -sfn "$(command -v bpftool)" "$tools/bpftool"
  launch cilium-agent "${IN_NODE[@]}" env K8S_NODE_NAME="$NODE_NAME" CILIUM_K8S_NAMESPACE=kube-system PATH="$tools:$PATH" \
    unshare --mount bash "$HERE/cilium-proc.sh" "$PROGRAMS/bin/cilium-agent" \
    --k8s-kubeconfig-path="$STATE/pki/admin.kubeconfig" --lib-dir="$STATE/cilium" --cgroup-root="$RUN/node/cgroup2" --devices="$NODE_LINK" \
    --ipam=kubernetes --k8s-require-ipv4-pod-cidr=true --enable-ipv6=false --routing-mode=native --ipv4-native-routing-cidr="$POD_CIDR" \
    --auto-direct-node-routes=false --enable-ipv4-masquerade=true --kube-proxy-replacement=false --bpf-lb-sock=false \
    --identity-allocation-mode=crd --enable-policy=default --enable-l7-proxy=false --enable-hubble=false --enable-health-checking=false \
    --enable-endpoint-health-checking=false --enable-host-legacy-routing=true --preallocate-bpf-maps=false --cni-exclusive=false
}
