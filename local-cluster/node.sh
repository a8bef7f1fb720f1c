# The node: its mount namespace, containerd, the kubelet, kube-proxy and the pod network. Sourced, not run.
# shellcheck shell=bash

# Folders that the programs insist on. In the node's own mount namespace they lie under $RUN/node, so that the host's
# ones stay as they were, and whatever is mounted vanishes with the last process of the node, however it ended.
NODE_FOLDERS=(/run/containerd /run/cilium /run/nri /run/netns /var/lib/cni /var/lib/kubelet /var/log/pods /var/log/containers
  /etc/cni /opt/cni /opt/nri /opt/containerd /usr/libexec/kubernetes)

start_node_namespace() {
  local folder part parent
  touch "$STATE/made-folders"
  for folder in "${NODE_FOLDERS[@]}"; do # a mount point must exist on the host: note what we make, to take it away again
    part=""
    for parent in ${folder//\// }; do
      part=$part/$parent
      [ -d "$part" ] || { echo "$part" >>"$STATE/made-folders"; mkdir "$part"; }
    done
  done
  # shellcheck disable=SC2016
  launch node nsenter --net=/run/netns/"$NETNS" unshare --mount --propagation private bash -c '
    set -e
    mount --make-rshared / # pods may ask for mounts that travel between them and the node
    for folder in "${@:2}"; do mkdir -p "$1$folder"; mount --bind "$1$folder" "$folder"; done
    mount -t bpf bpf /sys/fs/bpf
    mkdir -p "$1/cgroup2"; mount -t cgroup2 none "$1/cgroup2"
    touch "$1/ready"
    exec sleep infinity' node "$RUN/node" "${NODE_FOLDERS[@]}"
  wait_for "the namespace of the node" 10 node test -e "$RUN/node/ready"
}

# Sets IN_NODE, which commands are run with.
enter_node_namespace() {
  local pid; pid=$(pid_of node)
  IN_NODE=(nsenter --target "$pid" --net --mount --)
}

start_containerd() {
  local registry=$STATE/registries/$REGISTRY
  mkdir -p "$STATE/cni/conf" "$STATE/cni/bin" "$registry"
  cp "$PROGRAMS"/bin/{loopback,portmap,cilium-cni} "$STATE/cni/bin/"
  cat >"$STATE/cni/conf/05-cilium.conflist" <<K
{"cniVersion":"0.3.1","name":"cilium","plugins":[{"type":"cilium-cni"},{"type":"portmap","capabilities":{"portMappings":true},"snat":true}]}
K
  cat >"$registry/hosts.toml" <<K
server = "http://$REGISTRY"
[host."http://$REGISTRY"]
  capabilities = ["pull", "resolve", "push"]
K
  # The default socket, because cAdvisor looks for containerd there and has no metrics per container without it.
  # restrict_oom_score_adj: without CAP_SYS_RESOURCE runc may not lower a pod's score ("can't get final child's PID").
  cat >"$STATE/containerd.toml" <<K
version = 3
root = "$STATE/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "mandala.local/pause:1"
[plugins."io.containerd.cri.v1.images".registry]
  config_path = "$STATE/registries"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["$STATE/cni/bin"]
  conf_dir = "$STATE/cni/conf"
K
  launch containerd "${IN_NODE[@]}" env PATH="$PROGRAMS/bin:$PATH" "$PROGRAMS/bin/containerd" --config "$STATE/containerd.toml" --log-level warn
  wait_for "the start of containerd" 20 containerd ctr version
}

name_servers() { # the host's, except those on its loopback address, which a pod cannot reach
  local file
  for file in /etc/resolv.conf /run/systemd/resolve/resolv.conf; do
    if grep -E '^nameserver' "$file" 2>/dev/null | grep -qvE '^nameserver\s+(127\.|::1)'; then
      grep -vE '^nameserver\s+(127\.|::1)' "$file"; return
    fi
  done
  say "warning: no name server of this host can be reached from a pod, so names outside the cluster will not resolve"
}

start_kubelet() {
  name_servers >"$STATE/resolv.conf"
  cat >"$STATE/kubelet.yaml" <<K
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $STATE/pki/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
failCgroupV1: false
failSwapOn: false
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
tlsCertFile: $STATE/pki/node.crt
tlsPrivateKeyFile: $STATE/pki/node.key
clusterDNS: [$DNS_SERVICE_IP]
clusterDomain: $CLUSTER_DOMAIN
resolvConf: $STATE/resolv.conf
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 99
serializeImagePulls: false
podPidsLimit: 4096
K
  launch kubelet "${IN_NODE[@]}" "$PROGRAMS/bin/kubelet" --config "$STATE/kubelet.yaml" --kubeconfig "$STATE/pki/node.kubeconfig" \
    --hostname-override="$NODE_NAME" --node-ip="$NODE_IP" --root-dir="$STATE/kubelet"
}

# iptables, not nftables, mode: it works with both generations of the nft tool and of kernels. The short sync period: a new
# service works at once, not within a second, and here there are few of them.
start_kube_proxy() {
  launch kube-proxy "${IN_NODE[@]}" "$PROGRAMS/bin/kube-proxy" --kubeconfig "$STATE/pki/proxy.kubeconfig" --proxy-mode=iptables \
    --cluster-cidr="$POD_CIDR" --hostname-override="$NODE_NAME" --conntrack-max-per-core=0 --iptables-min-sync-period=50ms
}

node_is_ready() { kubectl get node "$NODE_NAME" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' | grep -q True; }
