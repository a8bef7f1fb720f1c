#!/usr/bin/env bash
# Builds the images of our own processes, without a container engine. Nothing is done when nothing that goes into them has changed.
# Usage: images/build.sh        prints one line per image: name, reference, tar file (to push, or for local-cluster/import-images.sh)
# Environment:
#   IMAGES_BASE    a reference in a registry, or FILE.tar!REFERENCE; any image with glibc (default: the local cluster's Debian)
#   IMAGES_PREFIX  what the references begin with (default: 10.43.0.20:5000/mandala/, the local registry)
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPOSITORY=$(dirname "$HERE")
# shellcheck source=../local-cluster/lib.sh
. "$REPOSITORY/local-cluster/lib.sh"
# shellcheck source=../local-cluster/settings.sh
. "$REPOSITORY/local-cluster/settings.sh"
PROGRAM_NAMES="operator builder activator billing bridge gateway"
OUTPUT=$CACHE/images
PREFIX=${IMAGES_PREFIX:-$REGISTRY/mandala/}
BASE=${IMAGES_BASE:-$OUTPUT/base.tar!$REGISTRY/mandala/debian:1}

# A local base changes its name with its content; of another one we know the reference only.
base_identity() { case $BASE in *.tar!*) echo "$(readlink -f "${BASE%%!*}")!${BASE#*!}" ;; *) echo "$BASE" ;; esac; }

inputs() { # everything that an image is made of, but the tests
  cd "$REPOSITORY"
  find pom.xml .mvn {crds,configuration,process,domain,identity,ledger,manifest,operator,builder,activator,billing,bridge,gateway,images}/pom.xml {crds,configuration,process,domain,identity,ledger,manifest,operator,builder,activator,billing,bridge,gateway,images}/src/main images/build.sh -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum
  base_identity; echo "$PREFIX"; uname -m
}

tag=$(inputs | sha256sum | cut -c1-12)
tar_of() { echo "$OUTPUT/mandala-$1-$tag.tar"; }

build() {
  cd "$REPOSITORY"
  mvn -q -Pimages -Dmaven.test.skip=true -pl images -am package \
    -Dimages.base="$BASE" -Dimages.prefix="$PREFIX" -Dimages.tag="$tag" -Dimages.output="$OUTPUT" 2>&1 | tee "$OUTPUT/.last-build.log"
}

mkdir -p "$OUTPUT"
exec 7>"$OUTPUT/.mandala.lock"; flock 7
missing=0
for name in $PROGRAM_NAMES; do [ -f "$(tar_of "$name")" ] || missing=1; done
if [ "$missing" = 1 ]; then
  case $BASE in *.tar!*) [ -f "${BASE%%!*}" ] || die "the base image ${BASE%%!*} is missing: local-cluster/base-images.sh makes it, or set IMAGES_BASE" ;; esac
  need_free_space "$OUTPUT" 1 "for the images"
  with_progress "building the images of $PROGRAM_NAMES" build
  grep 'class cache' "$OUTPUT/.last-build.log" >&2 || true
  # Of earlier sources the last three are kept, to go back and forth between branches.
  for name in $PROGRAM_NAMES; do
    find "$OUTPUT" -maxdepth 1 -name "mandala-$name-????????????.tar" -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d' ' -f2- | xargs -r rm -f
  done
fi
for name in $PROGRAM_NAMES; do
  echo "$name $PREFIX$name:$tag $(tar_of "$name")"
  touch "$(tar_of "$name")"
done
