# What all scripts about copies begin with: where copies are, which there are, and how the operator is told.
set -eu
umask 077
folder=/backups
part=$folder/.part-$HOSTNAME
# Of a Job that was stopped: three hours are longer than any may take.
find "$folder" -maxdepth 1 -name '.part-*' -mmin +180 -exec rm -rf {} +

copies() { ls -1 "$folder" | grep -E '^[0-9]{8}T[0-9]{6}Z$' | sort -r; }

# Newest first, at most so many as a pod may say at its end.
report() {
  {
    printf 'done %s\n' "$1"
    copies | head -n 60 | while read -r copy; do printf 'copy %s %s\n' "$copy" "$(wc -c <"$folder/$copy")"; done
  } >/dev/termination-log
}

# The finished file gets its name at once; then the oldest ones go.
keep() {
  name=$(date -u +%Y%m%dT%H%M%SZ)
  sync "$1" 2>/dev/null || sync
  mv "$1" "$folder/$name"
  copies | tail -n "+$((COPIES_KEPT + 1))" | while read -r old; do rm -f "$folder/$old"; done
  echo "made $name"
  report "$name"
}

# The copy to go back to, or an end with a word about those that there are.
find_copy() {
  copy=$folder/$COPY
  if [ ! -f "$copy" ]; then
    echo "there is no copy $COPY; there are: $(copies | tr '\n' ' ')" >&2
    exit 3
  fi
}
