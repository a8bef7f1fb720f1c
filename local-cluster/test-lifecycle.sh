#!/usr/bin/env bash
# Proves that the local cluster starts, recovers and goes without a trace. It takes the running cluster down and leaves none.
# Usage: test-lifecycle.sh          prints one line per check; exit code 0 when all hold.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings processes cgroups; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
export PATH=$PROGRAMS/bin:$PATH:/usr/sbin:/sbin KUBECONFIG=$KUBECONFIG_FILE
work=$(mktemp -d); checks=0; failed=0
trap 'rm -rf "$work"' EXIT

check() { # title, command...
  local title=$1; shift
  checks=$((checks + 1))
  if "$@" >"$work/output" 2>&1; then echo "ok $checks - $title"; else
    failed=$((failed + 1)); echo "not ok $checks - $title"; sed 's/^/    /' "$work/output"
  fi
}

# Everything of the machine that a cluster touches, in a form that two looks can be compared.
look() ( set +eo pipefail
  echo "# mounts"; awk '{print $2, $3}' /proc/self/mounts | sort
  echo "# links"; ip -br link | awk '{print $1}' | sort
  echo "# addresses"; ip -br addr | sort
  echo "# routes"; ip route show table all | grep -v '^broadcast\|cache' | sort; ip rule
  echo "# network namespaces"; ip netns list | sort
  echo "# firewall"; for table in filter nat mangle raw; do iptables -w -t $table -S 2>/dev/null | grep '^-A' || true; done
  echo "# cgroups"; find /sys/fs/cgroup -maxdepth 3 -type d | grep -E 'kube|mandala' | sort
  echo "# folders"; find /run /var/lib /var/log /etc /opt /usr/libexec -maxdepth 1 | grep -vE '/run/(utmp|lock)' | sort
  echo "# settings"; for name in net.ipv4.ip_forward net.ipv4.conf.all.accept_redirects vm.overcommit_memory vm.panic_on_oom \
    kernel.panic kernel.panic_on_oops kernel.unprivileged_bpf_disabled kernel.timer_migration kernel.keys.root_maxkeys; do sysctl "$name"; done
) 2>/dev/null

# Programs that run on the state of the cluster, or live in the node's or a pod's place. Tests of other kinds use the same
# programs on state of their own: those are not looked at.
our_processes() {
  local exe pid
  for exe in /proc/[0-9]*/exe; do
    pid=${exe#/proc/}; pid=${pid%/exe}
    case $(readlink "$exe" 2>/dev/null) in
      "$PROGRAMS"/kubectl-* | "$PROGRAMS"/helm-*) ;;
      "$PROGRAMS"/*) ! tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$STATE/" || echo "$pid" ;;
    esac
  done
  [ ! -e /run/netns/"$NETNS" ] || ip netns pids "$NETNS"
  pod_processes
  pgrep -f "^socat TCP-LISTEN:($HTTP_PORT|$HTTPS_PORT|$BRIDGE_PORT),.*TCP:($NODE_IP:|$BRIDGE)" || true
}

no_process_is_left() {
  local left; left=$(our_processes | sort -un)
  [ -z "$left" ] || { echo "left:"; for pid in $left; do tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-150; echo; done; return 1; }
}

nothing_is_left() { no_process_is_left && look >"$work/after" && diff "$work/before" "$work/after"; }

# A minute or two after the last socket of a network namespace the kernel frees it, with its programs.
no_bpf_program_is_left() {
  for _ in $(seq 200); do bpftool prog list | grep -q 'name cil_' || return 0; sleep 1; done
  bpftool prog list | grep 'name cil_'; return 1
}

kill_everything() {
  local pids; pids=$(our_processes | sort -un)
  [ -n "$pids" ] || { echo "nothing ran"; return 1; }
  # shellcheck disable=SC2086
  kill -9 $pids
  for _ in $(seq 50); do no_process_is_left >/dev/null && return 0; sleep 0.1; done
  no_process_is_left
}

start_within() { # seconds
  local began=$SECONDS
  "$HERE/start.sh" && [ $((SECONDS - began)) -le "$1" ]
}

status_is() { local code=0; "$HERE/status.sh" || code=$?; [ "$code" = "$1" ]; }

ingress_answers() { [ "$(curl -s -o /dev/null -w '%{http_code}' --retry 10 --retry-delay 1 --retry-all-errors "http://nobody.localhost:$HTTP_PORT/")" = 404 ]; }

write_something() { # a pod that writes to a volume, and a resource
  kubectl create namespace lifecycle
  kubectl -n lifecycle create configmap marker --from-literal=kept=yes
  kubectl apply -f - <<K
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: lifecycle}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: writer, namespace: lifecycle}
spec:
  selector: {matchLabels: {app: writer}}
  template:
    metadata: {labels: {app: writer}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: writer
        image: $REGISTRY/mandala/debian:1
        command: [sh, -c, "echo started >>/data/log; exec sleep infinity"]
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
K
  kubectl -n lifecycle rollout status deployment/writer --timeout=60s
}

writer_has_started() { # times
  local lines
  for _ in $(seq 120); do
    lines=$(kubectl -n lifecycle exec deployment/writer -- sh -c 'wc -l </data/log' 2>&1) && [ "$lines" = "$1" ] && return 0
    sleep 0.5
  done
  echo "wanted $1 starts, the volume says: $lines"; kubectl get pods -A; return 1
}

# A process that was killed is there for another moment.
kill_and_wait() { # name
  kill -9 "$(pid_of "$1")" || return 1
  for _ in $(seq 100); do pid_of "$1" >/dev/null || return 0; sleep 0.05; done
  echo "$1 outlived its killing"; return 1
}

one_is_started_again() { kill_and_wait kube-controller-manager && "$HERE/start.sh" && status_is 0; }

a_stranger_survives() { # a pid file that names a process which is not ours
  sleep 300 & local stranger=$!
  "$HERE/start.sh" || return 1
  kill -9 "$(pid_of kube-scheduler)"
  echo "$stranger 12345" >"$RUN/pids/kube-scheduler"
  "$HERE/start.sh" && kill -0 "$stranger" && status_is 0; local result=$?
  kill "$stranger" 2>/dev/null; return $result
}

refuses_a_taken_port() {
  socat TCP-LISTEN:8080,bind=127.0.0.1,reuseaddr,fork SYSTEM:true & local holder=$! code=0
  for _ in $(seq 50); do ss -Hltn "sport = :8080" | grep -q . && break; sleep 0.1; done
  "$HERE/start.sh" 2>"$work/refusal" || code=$?
  kill $holder
  cat "$work/refusal"
  [ "$code" = 1 ] && grep -q "port 8080 is taken by socat (pid $holder)" "$work/refusal"
}

refuses() { # sentence, command...: it fails, and says so
  local sentence=$1; shift
  if "$@" >"$work/refusal" 2>&1; then cat "$work/refusal"; echo "it did not fail"; return 1; fi
  cat "$work/refusal"; grep -q "$sentence" "$work/refusal"
}

prepare_refusals() {
  mkdir -p "$work/bin" "$work/tiny"
  printf '#!/bin/sh\necho Darwin\n' >"$work/bin/uname"; chmod 755 "$work/bin/uname" "$work" "$work/bin"
  mount -t tmpfs -o size=16m tiny "$work/tiny"
  trap 'umount "$work/tiny" 2>/dev/null; rm -rf "$work"' EXIT
}

as_nobody() { cp -r "$HERE" "$work/scripts"; chmod -R a+rX "$work/scripts"; (cd / && setpriv --reuid=65534 --clear-groups env HOME=/nonexistent bash "$work/scripts/start.sh"); }

without_go() { env MANDALA_CACHE="$work/empty" PATH=/usr/sbin:/usr/bin:/sbin:/bin bash "$HERE/programs.sh" runc; }

refuses_taken_addresses() {
  ip route add blackhole 10.42.7.0/24
  local result=0; refuses "uses addresses of 10.42.0.0/16 already (blackhole 10.42.7.0/24" "$HERE/start.sh" || result=1
  ip route del blackhole 10.42.7.0/24; return $result
}

"$HERE/stop.sh"
prepare_refusals
look >"$work/before"
check "a second stop finds nothing to do" "$HERE/stop.sh"
check "status says that there is no cluster" status_is 3
check "another system is refused" refuses "needs Linux, this is Darwin" env PATH="$work/bin:$PATH" "$HERE/start.sh"
check "who is not root is refused" refuses "needs root" as_nobody
check "a full disk is named before a build" refuses "is full: 6 GiB are needed to build runc" env MANDALA_CACHE="$work/tiny" "$HERE/programs.sh" runc
check "a missing Go is named" refuses "Go is missing: install Go" without_go
check "addresses that are taken are refused with their route" refuses_taken_addresses
check "a port that is taken is refused with the name of its holder" refuses_a_taken_port
check "which leaves nothing" nothing_is_left
check "the cluster starts" start_within 90
check "status says that it runs" status_is 0
check "the ingress answers" ingress_answers
check "a second start changes nothing and is quick" start_within 5
check "a pod writes to a volume" write_something
check "which it did once" writer_has_started 1
check "a program that died is started again" one_is_started_again
check "while the pods go on" writer_has_started 1
check "everything is killed" kill_everything
check "status says so" status_is 3
check "a start recovers by itself" start_within 90
check "its resources are still there" kubectl -n lifecycle get configmap marker
check "its pods run again, with their volumes" writer_has_started 2
check "the ingress answers again" ingress_answers
check "a pid that belongs to somebody else is left alone" a_stranger_survives
check "the cluster stops" "$HERE/stop.sh"
check "a stop leaves nothing" nothing_is_left
check "the cluster starts once more" start_within 90
check "everything is killed once more" kill_everything
check "a stop of a killed cluster works" "$HERE/stop.sh"
check "and leaves nothing" nothing_is_left
check "the cluster starts after that, too" start_within 90
check "and stops" "$HERE/stop.sh"
check "leaving nothing" nothing_is_left
check "and the kernel lets go of the programs of its network" no_bpf_program_is_left

echo "$checks checks, $failed failed"
[ "$failed" = 0 ]
