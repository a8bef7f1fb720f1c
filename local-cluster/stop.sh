#!/usr/bin/env bash
# Stops the local cluster and takes everything away that it put on this machine, its data included; the cache of programs
# and images stays. Also works when its processes were killed. Does nothing when there is no cluster.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings processes preflight cgroups network clean-up; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
PATH=$PATH:/usr/sbin:/sbin

something_is_left || { say "no cluster is here"; exit 0; }
[ "$(id -u)" = 0 ] || die "stopping the local cluster needs root: run this with sudo"
take_lock
started=$SECONDS
mkdir -p "$STATE"
clean_up
rm -rf --one-file-system "$STATE"
rm -f "$LOCK"
say "the cluster is stopped and gone, in $((SECONDS - started)) s"
