# The control groups of the pods: all below one of our own, so that those of another Kubernetes on this machine are never
# mistaken for ours. Sourced, not run.
# shellcheck shell=bash
CGROUP=mandala

cgroup_roots() { # with version 1 there is one per controller, with version 2 one for all
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo /sys/fs/cgroup; return; fi
  local root
  for root in /sys/fs/cgroup/*/; do
    [ ! -e "$root/cgroup.procs" ] || [ -L "${root%/}" ] || echo "${root%/}"
  done
}

make_cgroups() {
  local root
  for root in $(cgroup_roots); do
    if [ "$root" = /sys/fs/cgroup ]; then
      for controller in cpu cpuset memory pids io hugetlb; do echo "+$controller" >"$root/cgroup.subtree_control" 2>/dev/null || true; done
    fi
    mkdir -p "$root/$CGROUP"
  done
}

# The processes of all containers, whoever their parent is by now.
pod_processes() {
  local root
  for root in $(cgroup_roots); do
    [ ! -d "$root/$CGROUP" ] || find "$root/$CGROUP" -name cgroup.procs -exec cat {} + 2>/dev/null
  done | sort -un
}

remove_cgroups() {
  local root
  for root in $(cgroup_roots); do
    for _ in $(seq 20); do # a cgroup is busy for a moment after its last process
      [ -d "$root/$CGROUP" ] || break
      find "$root/$CGROUP" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
    done
  done
}
