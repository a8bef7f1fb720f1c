# Common part of the step that installs dependencies. It runs as an ordinary user in the runtime's own base image, without any
# credential; what it installs is taken over by the next step.
# Exit 0: done; 2: the tenant must change the source; 75: a passing fault, to be tried again.
set -eu
mkdir -p /work/tmp /work/dependencies

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

# install PASSING COMMAND...: runs a command and shows its output; PASSING matches the words of faults that go away by themselves.
install() {
  passing=$1
  shift
  { code=0; "$@" 2>&1 || code=$?; echo "$code" >/work/tmp/install.exit; } | tee /work/tmp/install.log
  [ "$(cat /work/tmp/install.exit)" != 0 ] || return 0
  if grep -Eq "$passing" /work/tmp/install.log; then exit 75; fi
  exit 2
}
