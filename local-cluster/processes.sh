# Processes by name: start, look, stop. Sourced after settings.sh, not run.
# A pid alone is no identity, since numbers are used again: the start time is recorded beside it.
# shellcheck shell=bash disable=SC2034
DAEMONS=(node etcd kube-apiserver kube-controller-manager kube-scheduler containerd kubelet kube-proxy cilium-agent forward-http forward-https forward-bridge)

started_at() { # pid: its start in clock ticks since boot, which is field 22 of its stat line (the name in field 2 may hold blanks)
  local line; line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  line=${line##*) }
  # shellcheck disable=SC2086
  set -- $line
  echo "${20}"
}

launch() { # name, command...: in the background, detached from the terminal and from our lock
  local name=$1; shift
  mkdir -p "$RUN/pids" "$STATE/logs"
  setsid "$@" </dev/null >>"$STATE/logs/$name.log" 2>&1 9>&- &
  echo "$! $(started_at $!)" >"$RUN/pids/$name"
}

pid_of() { # name: prints its pid when that very process still runs
  local pid start
  read -r pid start 2>/dev/null <"$RUN/pids/$1" || return 1
  [ "$(started_at "$pid")" = "$start" ] || return 1
  ! grep -q '^State:\s*Z' "/proc/$pid/status" 2>/dev/null || return 1
  echo "$pid"
}

# Ends programs at once, with the processes that they made in their group. There is nothing to be polite about: their data
# either goes away, or is made to survive this.
end() { # name...
  local name pid
  for name; do
    if pid=$(pid_of "$name"); then kill -9 -- "-$pid" 2>/dev/null || true; fi
  done
  for name; do
    while pid_of "$name" >/dev/null; do sleep 0.05; done
    rm -f "$RUN/pids/$name"
  done
}

wait_for() { # what, seconds, name of the process it needs or -, command...: until the command succeeds
  local what=$1 seconds=$2 process=$3 deadline; shift 3
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    if [ "$process" != - ] && ! pid_of "$process" >/dev/null; then
      tail -n 15 "$STATE/logs/$process.log" >&2; die "$process ended while it was started; its log is $STATE/logs/$process.log"
    fi
    [ "$SECONDS" -lt "$deadline" ] || die "$what did not happen within $seconds s; the logs are in $STATE/logs"
    sleep 0.1
  done
}
