#!/usr/bin/env bash
# Makes the images of the cluster's own parts: each is one static program and nothing else, run as uid 65532.
# Result: $MANDALA_CACHE/images/addon-<name>-<hash>.tar, with addon-<name>.tar as a link to the current one.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings images; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done

# program, image
PARTS="
coredns mandala.local/coredns:1
traefik mandala.local/traefik:1
metrics-server mandala.local/metrics-server:1
local-path-provisioner mandala.local/local-path-provisioner:1
prometheus mandala.local/prometheus:1
registry $REGISTRY/mandala/registry:3.1.2
"

compile_pause() { # target: what holds a pod's namespaces while its containers come and go
  gcc -Os -static -s -o "$1" -x c - <<'C'
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
static void reap(int s) { while (waitpid(-1, 0, WNOHANG) > 0) {} }
static void end(int s) { _exit(0); }
int main(void) {
  signal(SIGCHLD, reap); signal(SIGINT, end); signal(SIGTERM, end);
  for (;;) pause();
}
C
}

make_image() { # name, image, file with the program, target
  local work=$IMAGES/.addon-$1-$$ folder layer; folder=$work.root
  rm -rf "$folder"; mkdir -p "$folder/etc" "$folder/tmp"; chmod 1777 "$folder/tmp"
  printf 'root:x:0:0:root:/:/none\nnonroot:x:65532:65532:nonroot:/:/none\n' >"$folder/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$folder/etc/group"
  install -m 755 "$3" "$folder/$1"
  layout_begin "$work"
  layer=$(layout_layer "$work" "$folder" plain)
  layout_image "$work" "$2" "\"User\":\"65532:65532\",\"Entrypoint\":[\"/$1\"]" "network.mandala.program=$1" "$layer"
  layout_end "$work" "$4"
  rm -rf "$folder"
}

current() { # name, hash: prints the target, and makes it the current one
  ln -sfn "addon-$1-$2.tar" "$IMAGES/addon-$1.tar"
}

mkdir -p "$IMAGES"
exec 8>"$IMAGES/.lock"; flock 8
recipe=$(cat "$HERE/addon-images.sh" "$HERE/images.sh" | sha256sum)
while read -r name image; do
  [ -n "$name" ] || continue
  program=$PROGRAMS/$name/bin/$name
  hash=$(echo "$recipe $(readlink -f "$program")" | sha256sum | cut -c1-12)
  [ -f "$IMAGES/addon-$name-$hash.tar" ] || with_progress "making the image $image" make_image "$name" "$image" "$program" "$IMAGES/addon-$name-$hash.tar"
  current "$name" "$hash"
done <<<"$PARTS"

hash=$(echo "$recipe" | cut -c1-12)
if [ ! -f "$IMAGES/addon-pause-$hash.tar" ]; then
  program=$IMAGES/.pause-$$
  compile_pause "$program"; make_image pause mandala.local/pause:1 "$program" "$IMAGES/addon-pause-$hash.tar"; rm -f "$program"
fi
current pause "$hash"
