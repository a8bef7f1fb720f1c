# DNS, ingress, volumes and metrics: what a provider's cluster has too. Sourced, not run.
# shellcheck shell=bash

addon() { sed -e "s|@STATE@|$STATE|g; s|@REGISTRY@|$REGISTRY|g" "$HERE/addons/$1.yaml"; }

apply_addons() {
  apply -f "$PROGRAMS/traefik/crds"
  local name
  for name in coredns traefik local-path metrics-server prometheus gateway; do echo "---"; addon $name; done |
    apply -f -
}

# The parts without which nothing that people do works; metrics follow by themselves a little later.
wait_for_addons() {
  kubectl -n kube-system rollout status deployment/coredns deployment/traefik --timeout=90s >/dev/null ||
    die "the cluster's DNS or ingress did not start; see: kubectl -n kube-system get pods"
}
