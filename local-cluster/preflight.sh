# Whether a cluster can run on this machine, said in sentences before anything is touched. Sourced, not run.
# shellcheck shell=bash

check_machine() {
  [ "$(uname -s)" = Linux ] || die "the local cluster needs Linux, this is $(uname -s): set KUBECONFIG to a cluster, or start Docker"
  [ "$(id -u)" = 0 ] || die "the local cluster needs root (it makes a network namespace and mounts): run this with sudo"
  case $(uname -m) in x86_64 | aarch64) ;; *) die "the local cluster runs on x86_64 and aarch64, this machine is $(uname -m)" ;; esac
  grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || die "this kernel has no overlay file system, which containers need"
  grep -qw bpf /proc/filesystems || die "this kernel has no BPF, which the pod network (Cilium) needs"
  mkdir -p "$STATE" "$RUN" "$CACHE"
}

check_space() {
  need_free_space "$STATE" 4 "for the images and volumes of the cluster"
}

port_holder() { # port: prints "NAME (pid N)" when somebody listens on it where a browser would look
  ss -Hltnp "sport = :$1" | awk '$4 ~ /^(127\.0\.0\.1|0\.0\.0\.0|\*|\[::\]|\[::1\]|\[::ffff:127\.0\.0\.1\]):/' |
    sed -n 's/.*users:((\("[^"]*"\),pid=\([0-9]*\).*/\1 (pid \2)/p; t; s/.*/a process that ss cannot name/p' | head -1 | tr -d '"'
}

check_port() { # port, variable that changes it
  local holder; holder=$(port_holder "$1")
  [ -z "$holder" ] || die "port $1 is taken by $holder: stop it, or choose another port with $2"
}

# Another Kubernetes or a private network may have the addresses already: its traffic would end up in our node.
check_addresses() {
  local range route
  for range in "$LINK_CIDR" "$POD_CIDR" "$SERVICE_CIDR"; do
    route=$({ ip route show root "$range"; ip route show match "$range"; } | grep -v "^default\|$HOST_LINK\|^0.0.0.0/0" | head -1 || true)
    [ -z "$route" ] || die "this machine uses addresses of $range already ($route), which the local cluster needs: give KUBECONFIG of another cluster"
  done
}
