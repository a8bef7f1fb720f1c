# The network of the cluster: one namespace, one cable to the host, one route, three rules. Sourced, not run.
# Everything else that Kubernetes does to a network happens inside that namespace, so the host keeps its own.
# shellcheck shell=bash
RULE_MARK=mandala-local-cluster

# Settings of the whole machine that the cluster's programs change: noted before, put back after.
KERNEL_SETTINGS=(net.ipv4.ip_forward vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops
  kernel.keys.root_maxkeys kernel.keys.root_maxbytes net.core.bpf_jit_enable)

note_kernel_settings() { # once per boot: a second start must not note what the first one changed
  local boot setting file=$STATE/kernel-settings; boot=$(cat /proc/sys/kernel/random/boot_id)
  if [ -f "$file" ] && [ "$(head -1 "$file")" = "$boot" ]; then return; fi
  { echo "$boot"; for setting in "${KERNEL_SETTINGS[@]}"; do printf '%s=%s\n' "$setting" "$(sysctl -n "$setting" 2>/dev/null)"; done; } >"$file"
}

restore_kernel_settings() {
  local file=$STATE/kernel-settings line
  [ -f "$file" ] && [ "$(head -1 "$file")" = "$(cat /proc/sys/kernel/random/boot_id)" ] || return 0
  while read -r line; do
    case $line in *=?*) [ "$(sysctl -n "${line%%=*}" 2>/dev/null)" = "${line#*=}" ] || sysctl -qw "$line" 2>/dev/null || true ;; esac
  done < <(tail -n +2 "$file")
}

in_netns() { nsenter --net=/run/netns/"$NETNS" "$@"; }

rule() { # -A or -D, rest: one rule of ours, marked as ours
  local table=$1 verb=$2; shift 2
  iptables -w -t "$table" "$verb" "$@" -m comment --comment $RULE_MARK
}

network_up() {
  if [ ! -d /run/netns ]; then touch "$STATE/made-run-netns"; fi
  [ -e /run/netns/"$NETNS" ] || ip netns add "$NETNS"
  if ! ip link show "$HOST_LINK" >/dev/null 2>&1; then
    ip link add "$HOST_LINK" type veth peer name "$NODE_LINK" netns "$NETNS"
    ip addr add "$HOST_IP"/30 dev "$HOST_LINK"
    ip link set "$HOST_LINK" up
    in_netns ip link set lo up
    in_netns ip addr add "$NODE_IP"/30 dev "$NODE_LINK"
    in_netns ip link set "$NODE_LINK" up
    in_netns ip route add default via "$HOST_IP"
    # An address of the cluster that nobody has yet must fail at once. Sent on to the host it would come back by the route
    # below, round and round, and a connection so begun would not notice when its service appears.
    in_netns ip rule add pref 200 to "$SERVICE_CIDR" iif lo lookup main
    in_netns ip rule add pref 201 to "$SERVICE_CIDR" unreachable
    in_netns ip route add unreachable "$POD_CIDR" metric 4096
  fi
  ip route replace "$SERVICE_CIDR" via "$NODE_IP" # so that the host reaches services, such as the registry, by their address
  sysctl -qw net.ipv4.ip_forward=1
  in_netns sysctl -qw net.ipv4.ip_forward=1
  rules_down
  rule nat -A POSTROUTING -s "$LINK_CIDR" ! -o "$HOST_LINK" -j MASQUERADE
  rule filter -I FORWARD -i "$HOST_LINK" -j ACCEPT # a host with Docker or a firewall drops what it forwards
  rule filter -I FORWARD -o "$HOST_LINK" -j ACCEPT
}

rules_down() {
  local table line
  for table in nat filter; do
    while read -r line; do
      # shellcheck disable=SC2086
      iptables -w -t $table -D ${line#-A }
    done < <(iptables -w -t $table -S 2>/dev/null | grep -- "--comment $RULE_MARK" || true)
  done
}

network_down() {
  rules_down
  ip link del "$HOST_LINK" 2>/dev/null || true # takes the route and the other end with it
  ip netns del "$NETNS" 2>/dev/null || true
  if [ -f "$STATE/made-run-netns" ] && [ -z "$(ls -A /run/netns 2>/dev/null)" ]; then
    umount /run/netns 2>/dev/null || true; rmdir /run/netns 2>/dev/null || true
  fi
}
