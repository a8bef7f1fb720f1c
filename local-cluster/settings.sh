# The facts of the local cluster: names, addresses and ports, in one place. Sourced after lib.sh, not run.
# shellcheck shell=bash disable=SC2034
NETNS=mandala           # the network namespace that everything runs in
NODE_NAME=local
HOST_LINK=mandala0      # the host's end of the one cable into it
NODE_LINK=uplink0       # the node's end
HOST_IP=10.40.0.1
NODE_IP=10.40.0.2
LINK_CIDR=10.40.0.0/30
POD_CIDR=10.42.0.0/16
SERVICE_CIDR=10.43.0.0/16
API_SERVICE_IP=10.43.0.1
DNS_SERVICE_IP=10.43.0.10
REGISTRY=10.43.0.20:5000 # a fixed service address; the registry itself is installed by the chart
CLUSTER_DOMAIN=cluster.local

HTTP_PORT=${MANDALA_HTTP_PORT:-8080}   # on the host's loopback address, forwarded to port 8080 of the node
HTTPS_PORT=${MANDALA_HTTPS_PORT:-8443} # the same for 8443
BRIDGE_PORT=${MANDALA_BRIDGE_PORT:-7777} # forwarded to the signed bridge
BRIDGE=10.43.0.22:7777 # a fixed service address; the bridge itself is installed by the chart

RUN=/run/mandala # sockets and pid files: gone after a reboot, as they should be
KUBECONFIG_FILE=$STATE/pki/admin.kubeconfig
CONTAINERD_SOCKET=$RUN/node/run/containerd/containerd.sock # how the host sees it
LOCK=/run/mandala-cluster.lock

export CONTAINERD_ADDRESS=$CONTAINERD_SOCKET CONTAINERD_NAMESPACE=k8s.io # what ctr talks to
