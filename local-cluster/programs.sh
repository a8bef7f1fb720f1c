#!/usr/bin/env bash
# Builds the pinned upstream programs of the local cluster, each once per hash of its go.mod and go.sum.
# Usage: programs.sh [PROGRAM ...]      (default: all; a program is the name of a folder under programs/)
# Result: $MANDALA_CACHE/programs/<program>-<hash>/bin, and $MANDALA_CACHE/programs/bin/* as links to the current ones.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$HERE/lib.sh"

# The order is the order of need: what the cluster waits for longest comes first.
ALL=(kubernetes kubectl containerd runc cilium registry coredns helm local-path-provisioner metrics-server traefik prometheus ferretdb pebble)
KUBERNETES_VERSION=v1.36.3

# The Go module behind a program, whose version names the build in the progress lines.
module_folder() { (cd "$HERE/programs/$1" && go list -m -f '{{.Dir}}' "$2"); }

build_flags() { # program -> the linker's flags
  case $1 in
    kubernetes | kubectl)
      local major=${KUBERNETES_VERSION#v}; local minor=${major#*.}
      printf -- '-s -w -X k8s.io/component-base/version.gitVersion=%s -X k8s.io/component-base/version.gitMajor=%s -X k8s.io/component-base/version.gitMinor=%s' \
        "$KUBERNETES_VERSION" "${major%%.*}" "${minor%%.*}" ;;
    *) printf -- '-s -w' ;;
  esac
}

# What a program is called when the last word of its package path is not its name.
program_name() {
  case $1 in
    go.etcd.io/etcd/server/v3) echo etcd ;;
    github.com/cilium/cilium/daemon) echo cilium-agent ;;
    *) basename "$1" ;;
  esac
}

version_hash() { # program: what its binaries depend on
  { cat "$HERE/programs/$1/go.mod" "$HERE/programs/$1/go.sum"; cat "$HERE/programs/$1/version.txt" 2>/dev/null || true; build_flags "$1"; } | sha256sum | cut -c1-12
}

build() { # program
  local name=$1 folder="$HERE/programs/$1" hash target work package
  hash=$(version_hash "$name")
  target=$PROGRAMS/$name-$hash
  if [ ! -f "$target/.complete" ]; then
    need_free_space "$PROGRAMS" 6 "to build $name"
    command -v go >/dev/null || die "Go is missing: install Go 1.26 or later (https://go.dev/dl) and run this again"
    work=$PROGRAMS/.build-$name-$$
    rm -rf "$work"; mkdir -p "$work/bin"
    local cgo=0 tags=""
    [ "$name" = runc ] && { cgo=1; tags=seccomp; }
    if [ "$name" = ferretdb ]; then # it does not start without a file that only its publisher's build has
      cp -r "$(module_folder ferretdb github.com/FerretDB/FerretDB)" "$work/source"; chmod -R u+w "$work/source"
      cp "$folder/version.txt" "$work/source/build/version/"
      mkdir "$work/module"; cp "$folder"/go.{mod,sum} "$work/module"; folder=$work/module
      (cd "$folder" && go mod edit -replace github.com/FerretDB/FerretDB=../source)
    fi
    for package in $(cd "$folder" && go mod edit -json | python3 -c 'import json,sys; print("\n".join(t["Path"] for t in json.load(sys.stdin)["Tool"]))'); do
      (cd "$folder" && CGO_ENABLED=$cgo GOFLAGS=-buildvcs=false GOTOOLCHAIN=local go build -trimpath -tags "$tags" -ldflags "$(build_flags "$name")" \
        -o "$work/bin/$(program_name "$package")" "$package")
    done
    if [ "$name" = cilium ]; then # the datapath is compiled at start from these sources, and these are its resources
      local module; module=$(module_folder cilium github.com/cilium/cilium)
      cp -r "$module/bpf" "$work/bpf"; cp -r "$module/pkg/k8s/apis/cilium.io/client/crds" "$work/crds"; chmod -R u+w "$work"
    fi
    if [ "$name" = traefik ]; then # the Gateway API's resources, in the version that Traefik was built with
      local gateway; gateway=$(module_folder traefik sigs.k8s.io/gateway-api)
      cp -r "$gateway/config/crd/standard" "$work/crds"; chmod -R u+w "$work"
    fi
    rm -rf "$work/source" "$work/module"
    touch "$work/.complete"; rm -rf "$target"; mv "$work" "$target"
  fi
  ln -sfn "$target" "$PROGRAMS/$name"
  mkdir -p "$PROGRAMS/bin"
  local program
  for program in "$target"/bin/*; do ln -sfn "$program" "$PROGRAMS/bin/$(basename "$program")"; done
}

is_built() { # program
  [ -f "$PROGRAMS/$1-$(version_hash "$1")/.complete" ]
}

mkdir -p "$PROGRAMS"
exec 9>"$PROGRAMS/.lock"; flock 9 # two checkouts share this cache: one builds, the other waits
wanted=("${@:-${ALL[@]}}")
number=0
for program in "${wanted[@]}"; do
  number=$((number + 1))
  [ -d "$HERE/programs/$program" ] || die "there is no program '$program': the programs are ${ALL[*]}"
  if is_built "$program"; then build "$program"; else with_progress "building $program ($number of ${#wanted[@]}, once per version)" build "$program"; fi
done
