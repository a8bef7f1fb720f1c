# etcd, the API server, the controllers and the scheduler. Sourced, not run; the commands run in the network namespace.
# shellcheck shell=bash

start_etcd() { # fsync is for power cuts; a killed process loses nothing without it
  launch etcd "${IN_NODE[@]}" "$PROGRAMS/bin/etcd" --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
}

start_api_server() {
  local pki=$STATE/pki
  launch kube-apiserver "${IN_NODE[@]}" "$PROGRAMS/bin/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 \
    --bind-address=0.0.0.0 --advertise-address="$NODE_IP" --secure-port=6443 --allow-privileged=true \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" \
    --service-account-key-file="$pki/sa.key" --service-account-signing-key-file="$pki/sa.key" \
    --service-account-issuer=https://kubernetes.default.svc."$CLUSTER_DOMAIN" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --service-cluster-ip-range="$SERVICE_CIDR" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$pki/apiserver-kubelet.crt" --kubelet-client-key="$pki/apiserver-kubelet.key" \
    --requestheader-client-ca-file="$pki/ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-extra-headers-prefix=X-Remote-Extra- --requestheader-group-headers=X-Remote-Group \
    --requestheader-username-headers=X-Remote-User \
    --proxy-client-cert-file="$pki/front-proxy.crt" --proxy-client-key-file="$pki/front-proxy.key"
}

start_controller_manager() {
  local pki=$STATE/pki
  launch kube-controller-manager "${IN_NODE[@]}" "$PROGRAMS/bin/kube-controller-manager" --kubeconfig="$pki/controller-manager.kubeconfig" \
    --service-account-private-key-file="$pki/sa.key" --root-ca-file="$pki/ca.crt" --use-service-account-credentials \
    --allocate-node-cidrs=true --cluster-cidr="$POD_CIDR" --cluster-signing-cert-file="$pki/ca.crt" \
    --cluster-signing-key-file="$pki/ca.key" --leader-elect=false --bind-address=127.0.0.1
}

start_scheduler() {
  launch kube-scheduler "${IN_NODE[@]}" "$PROGRAMS/bin/kube-scheduler" --kubeconfig="$STATE/pki/scheduler.kubeconfig" \
    --leader-elect=false --bind-address=127.0.0.1
}

api_server_is_ready() { kubectl get --raw /readyz; }

apply() { # arguments of kubectl apply; what it says is shown only when it fails, since it warns of formats in others' resources
  local said
  said=$(kubectl apply --server-side --force-conflicts "$@" 2>&1) || { echo "$said" >&2; return 1; }
}
