# Finds the JDK 25 of this machine. Sourced after lib.sh, not run.
# shellcheck shell=bash

jdk_version() { sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JDK/release"; }

find_jdk() { # sets JDK; jlink must be in it
  local candidate
  for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)" || true)")")" \
    /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -x "$candidate/bin/jlink" ] && grep -q '^JAVA_VERSION="25' "$candidate/release" 2>/dev/null; then JDK=$candidate; return; fi
  done
  die "JDK 25 is missing: install one, or point JAVA_HOME to it"
}
