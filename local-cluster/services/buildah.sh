# Builds Dockerfiles, as root of a user namespace: uid 0 inside is nobody outside.
# shellcheck shell=bash disable=SC2034
IMAGE=mandala/buildah:1 SUITE=trixie PACKAGES=(buildah)
CONFIG='"Cmd":["buildah","--version"]' RUNS_AS=0:0
finish() { # root
  mkdir -p "$1/etc/containers"
  printf '{"default":[{"type":"insecureAcceptAnything"}]}' >"$1/etc/containers/policy.json"
}
