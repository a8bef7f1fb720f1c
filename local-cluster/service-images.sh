#!/usr/bin/env bash
# Makes the images of the services that agents use, one recipe in services/ for each: Debian packages, programs built here, or both.
# Usage: service-images.sh [NAME...]      (default: all)
# Result: $MANDALA_CACHE/images/service-<name>-<hash>.tar, with service-<name>.tar as a link to the current one.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings images debian; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
PATH=$PATH:/usr/sbin:/sbin

# The root file system that all images of a suite share, kept as an archive. Prints its file.
debian_archive() { # suite
  local hash file root
  hash=$(cat "$HERE/debian.sh" | sha256sum | cut -c1-12); file=$IMAGES/debian-$1-$hash.tar
  if [ ! -f "$file" ]; then
    root=$(mktemp -d "$IMAGES/.debian-XXXXXX"); chmod 755 "$root"
    make_debian "$1" "$root" >&2
    tar --create --file "$file.new" --directory "$root" --sort=name --mtime=@0 --numeric-owner .
    rm -rf "$root"; mv "$file.new" "$file"
  fi
  echo "$file"
}

make_image() { # target; the recipe's variables are set
  local work layout debian upper archive labels="" package program layers
  work=$(mktemp -d "$IMAGES/.service-XXXXXX"); chmod 755 "$work"
  # shellcheck disable=SC2064
  trap "umount -l '$work/upper.merged' 2>/dev/null || true; rm -rf '$work'" EXIT
  layout=$work/layout upper=$work/upper
  layout_begin "$layout"
  archive=$(debian_archive "$SUITE")
  mkdir "$work/debian"; tar --extract --file "$archive" --directory "$work/debian" --numeric-owner
  debian=$(layout_layer "$layout" "$work/debian" gzip)
  mkdir -p "$upper"
  if [ "${#PACKAGES[@]}" -gt 0 ]; then install_over "$work/debian" "$upper" "${PACKAGES[@]}"; finish_upper "$upper"; fi
  for program in "${PROGRAMS_INSIDE[@]}"; do install -D -m 755 "$PROGRAMS/bin/$program" "$upper/usr/local/bin/$program"; done
  finish "$upper"
  labels="network.mandala.debian=$(cat "$work/debian/etc/debian_version")"
  for package in "${PACKAGES[@]}"; do labels+=$'\n'"network.mandala.$package=$(package_version "$upper" "$package")"; done
  layers=$debian$'\n'$(layout_layer "$layout" "$upper" gzip)
  layout_image "$layout" "$REGISTRY/$IMAGE" "$(common_config "$RUNS_AS"),$CONFIG" "$labels" "$layers"
  layout_end "$layout" "$1"
  rm -rf "$work"; trap - EXIT
}

make() ( # name: what a recipe says stays in this subshell
  PACKAGES=() PROGRAMS_INSIDE=() RUNS_AS=$USER_ID:$USER_ID
  finish() { :; }
  # shellcheck source=/dev/null
  . "$HERE/services/$1.sh"
  hash=$({ cat "$HERE/service-images.sh" "$HERE/debian.sh" "$HERE/images.sh" "$HERE/services/$1.sh"; architecture
    for program in "${PROGRAMS_INSIDE[@]}"; do readlink -f "$PROGRAMS/bin/$program"; done; } | sha256sum | cut -c1-12)
  file=$IMAGES/service-$1-$hash.tar
  if [ ! -f "$file" ]; then
    [ "$(id -u)" = 0 ] || die "making the image $IMAGE needs root (debootstrap): run this with sudo"
    need_free_space "$IMAGES" 2 "to make the image $IMAGE"
    with_progress "making the image $IMAGE (once per version)" make_image "$file"
  fi
  ln -sfn "service-$1-$hash.tar" "$IMAGES/service-$1.tar"
)

mkdir -p "$IMAGES"
exec 8>"$IMAGES/.lock"; flock 8
names=("$@")
if [ "${#names[@]}" = 0 ]; then for recipe in "$HERE"/services/*.sh; do names+=("$(basename "$recipe" .sh)"); done; fi
for name in "${names[@]}"; do
  [ -f "$HERE/services/$name.sh" ] || die "there is no recipe for an image '$name' in services/"
  make "$name"
done
