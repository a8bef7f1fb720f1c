# What the scripts of the local cluster share: where things are, and how they speak. Sourced, not run.
# shellcheck shell=bash
CACHE=${MANDALA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mandala}
PROGRAMS=$CACHE/programs
STATE=${MANDALA_STATE:-/var/lib/mandala-cluster}

die() { printf 'mandala: %s\n' "$*" >&2; exit 1; }
say() { printf '[%s] %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

need_free_space() { # folder, GiB, what for
  local free; free=$(df --output=avail -k "$1" | tail -1)
  [ "$free" -ge $(($2 * 1024 * 1024)) ] || die "the disk under $1 is full: $2 GiB are needed $3, $((free / 1024 / 1024)) GiB are free"
}

# Runs a command with one line of progress: its title, then the elapsed time every ten seconds, then the total.
# The command's own output goes to a log, whose end is shown when it fails.
with_progress() { # title, command...
  local title=$1 log started ticker status=0; shift
  mkdir -p "$CACHE/logs"; log=$(mktemp "$CACHE/logs/XXXXXX.log"); started=$SECONDS
  say "$title"
  (while sleep 10; do say "  ... $title: $((SECONDS - started)) s"; done) 9>&- & ticker=$! # without the lock, which its last sleep would hold
  set +e; (set -e; "$@") >"$log" 2>&1; status=$?; set -e # not "|| status": that would switch -e off inside
  kill "$ticker" 2>/dev/null || true; wait "$ticker" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then tail -n 25 "$log" >&2; die "$title failed with exit code $status; the whole log is $log"; fi
  rm -f "$log"; say "  done in $((SECONDS - started)) s"
}

# One start or stop at a time on this machine, whichever checkout it comes from. Whoever stops the cluster removes the lock's
# file, so who waited for it looks whether the file is still the one that it has locked.
take_lock() {
  local owner
  while :; do
    exec 9>>"$LOCK"
    if ! flock -n 9; then
      owner=$(cat "$LOCK" 2>/dev/null || true)
      say "waiting for another start or stop of the cluster (${owner:-of this moment})"
      flock -w 1800 9 || die "another start or stop of the cluster (${owner:-unknown}) has gone on for half an hour"
    fi
    [ "$(stat -L -c %i /proc/self/fd/9)" != "$(stat -c %i "$LOCK" 2>/dev/null)" ] || break
  done
  echo "$(basename "$0"), pid $$, of $HERE" >"$LOCK"
}
