#!/usr/bin/env bash
# Checks bundles of 50 MiB here and in a page of plain Go, on the same files. Needs go, no cluster; takes half a minute. Asserts nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
echo "load of the machine before: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
mvn -q ${MAVEN_OPTIONS:-} -pl benchmarks -am test -Dtest=SporeBenchmark -Dsurefire.failIfNoSpecifiedTests=false
