#!/usr/bin/env bash
# Gives images to the cluster's containerd, as if they had been pulled. Usage: import-images.sh TAR...
# A file that was imported into this containerd before is skipped; what counts is its content, not its name.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
[ -S "$CONTAINERD_SOCKET" ] || die "the cluster does not run: start it first"
[ "$#" -gt 0 ] || die "usage: import-images.sh TAR..."

# The files that our caches name after a hash of their content need not be read again to be known.
identity() { readlink -f "$1" | grep -oE -- '-[0-9a-f]{12}\.tar$' || sha256sum <"$1" | cut -c1-40; }

ctr() { "$PROGRAMS/bin/ctr" "$@" 2>&1; }

# Whether all images that an earlier import of this file brought are still there: the kubelet removes some when the disk is full.
is_imported() { # mark
  [ -s "$1" ] && ! grep -vxFf <(echo "$present") "$1" >/dev/null
}

mkdir -p "$STATE/imported"
present=$(ctr images ls --quiet)
for file; do
  [ -f "$file" ] || die "there is no image file $file"
  mark=$STATE/imported/$(identity "$file")
  ! is_imported "$mark" || continue
  output=$(ctr images import "$file") || die "containerd could not import $file: $output"
  sed -nE 's/^(\S+)\s+saved\s*$/\1/p' <<<"$output" | sort -u >"$mark"
done
