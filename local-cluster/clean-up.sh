# Takes everything away that a cluster leaves on the machine, whether it was stopped or killed. Sourced, not run.
# shellcheck shell=bash

# Everything else of the node, shims included, runs in its network namespace; a pod's own namespace is another one.
node_processes() { [ ! -e /run/netns/"$NETNS" ] || ip netns pids "$NETNS" 2>/dev/null; }

kill_leftovers() {
  local left
  for _ in $(seq 50); do
    left=$({ pod_processes; node_processes; } | sort -un | grep -vx "$$" || true)
    [ -n "$left" ] || return 0
    # shellcheck disable=SC2086
    kill -9 $left 2>/dev/null || true
    sleep 0.1
  done
  say "warning: these processes of the cluster do not end: $(echo "$left" | tr '\n' ' ')"
}

remove_made_folders() {
  local folder
  [ -f "$STATE/made-folders" ] || return 0
  sort -r "$STATE/made-folders" | while read -r folder; do rmdir "$folder" 2>/dev/null || true; done
  rm -f "$STATE/made-folders"
}

unmount_below() { # folder: only what a start of an older version or a killed script can have left on the host's side
  awk -v d="$1/" 'index($2, d) == 1 {print $2}' /proc/self/mounts | sort -r | while read -r mount; do umount -l "$mount" || true; done
}

something_is_left() { [ -e "$STATE/checkout" ] || [ -e /run/netns/"$NETNS" ] || [ -d "$RUN/pids" ] || ip link show "$HOST_LINK" >/dev/null 2>&1; }

clean_up() {
  end "${DAEMONS[@]}"
  kill_leftovers
  remove_cgroups
  unmount_below "$STATE"; unmount_below "$RUN"
  network_down
  restore_kernel_settings
  remove_made_folders
  rm -rf "$RUN"
}
