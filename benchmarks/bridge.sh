#!/usr/bin/env bash
# Measures signed requests to the bridge, which runs as in production with an API server and a MySQL of its own that flushes every commit, and
# to a bare Express app with the published middleware, on the same cores; and the memory that an upload of 200 MiB takes. Needs node and go, no cluster; takes three minutes. Asserts nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
echo "load of the machine before: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
mvn -q ${MAVEN_OPTIONS:-} -pl benchmarks -am test -Dtest='BridgeBenchmark,UploadBenchmark' -Dsurefire.failIfNoSpecifiedTests=false
