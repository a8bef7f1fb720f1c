# Common part of the step that installs dependencies and runs the program's own build. It runs as an ordinary user in the runtime's own
# base image, without any credential of the node; what it leaves is taken over by the next step.
# Exit 0: done; 2: the tenant must change the source; 75: a passing fault, to be tried again.
set -eu
result=/result
if [ -f "$result/image" ]; then
  echo "The first step has made the image already: nothing to install."
  exit 0
fi
mkdir -p /work/tmp /work/dependencies /work/cache

fail() {
  echo "$1" >&2
  exit 2
}

# The program may be in a folder of the artifact: from here on that folder is the source.
if [ -n "${MANDALA_DIRECTORY:-}" ]; then
  if [ -d "/work/source/$MANDALA_DIRECTORY" ]; then
    mv "/work/source/$MANDALA_DIRECTORY" /work/tmp/program
    rm -rf /work/source
    mv /work/tmp/program /work/source
  else
    fail "The folder $MANDALA_DIRECTORY (spec.build.directory) is not in the source."
  fi
fi

# attempt COMMAND...: runs a command and shows its output, which stays in install.log.
attempt() {
  { code=0; "$@" 2>&1 || code=$?; echo "$code" >/work/tmp/install.exit; } | tee /work/tmp/install.log
  [ "$(cat /work/tmp/install.exit)" = 0 ]
}

# install PASSING COMMAND...: as above, and ends when it fails; PASSING matches the words of faults that go away by themselves.
install() {
  passing=$1
  shift
  if attempt "$@"; then return 0; fi
  if grep -Eq "$passing" /work/tmp/install.log; then exit 75; fi
  if grep -Eq 'gyp ERR|node-gyp|command .?(gcc|g\+\+|cc|make)|not found: (make|gcc|g\+\+|cc)' /work/tmp/install.log; then
    echo "A package wants to be compiled, and the base image has no compiler: take a version of it with ready-made binaries for Linux," \
      "or build an image (runtime docker), or ask the provider for a base image with build tools." >&2
  fi
  exit 2
}

# settings FILE FIELD: the tenant's settings for the package manager must be there when they are asked for.
settings() {
  if [ -n "$1" ] && [ ! -r "$1" ]; then
    echo "The Secret that spec.build.$2 names, or its key, does not exist: create it; the build is tried again." >&2
    exit 75
  fi
}

# note FILES...: other package managers' lock files are not read.
note() {
  for lock in "$@"; do
    if [ -f "$lock" ]; then echo "Note: $lock is not read by this node."; fi
  done
}
