#!/usr/bin/env bash
# Measures the system that runs on the local cluster (./mandala up) and prints tables. Asserts nothing; takes about ten minutes.
# run.sh PART... measures only that: start (takes the cluster down and up), push, builds, pods. BUILD_RUNS=1 measures fewer builds.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CHECKOUT=$(dirname "$HERE")
RUNS=5
PROJECT=benchmark-push
eval "$("$CHECKOUT/mandala" env)"

milliseconds() { date +%s%3N; }

push() { # a copy of the program with one line more, so that every push is a new source: prints what the whole command took
  local folder started
  folder=$(mktemp -d)
  cp -r "$HERE/apps/plain-node/." "$folder"
  echo "// run $1, $(milliseconds)" >>"$folder/index.js"
  started=$(milliseconds)
  "$CHECKOUT/mandala" agent push "$folder" --project "$PROJECT" --name plain >/dev/null 2>&1
  echo $(($(milliseconds) - started))
  rm -rf "$folder"
}

start() {
  local started
  echo "== the start, when everything is there: ./mandala down, then ./mandala up"
  "$CHECKOUT/mandala" down >/dev/null 2>&1
  started=$(milliseconds)
  "$CHECKOUT/mandala" up >/dev/null 2>&1
  echo "$(($(milliseconds) - started)) ms"
}

pushes() {
  local run
  echo "== from source to a URL that answers: ./mandala agent push of a program without dependencies, $RUNS times"
  "$CHECKOUT/mandala" project create "$PROJECT" >/dev/null 2>&1
  push 0 >/dev/null # the first push fills the project's repository with the layers of the base image
  for run in $(seq "$RUNS"); do push "$run"; done | sort -n | awk '{t[NR] = $1} END {printf "min %d ms, median %d ms, max %d ms\n", t[1], t[int((NR + 1) / 2)], t[NR]}'
  echo "the builder's own words of its last build:"
  kubectl logs -n "mandala-project-$PROJECT" -l mandala.network/component=build -c assemble --tail=3
  "$CHECKOUT/mandala" project delete "$PROJECT" >/dev/null 2>&1
}

compile() { # the program of the module benchmarks, once
  (cd "$CHECKOUT" && mvn -q -pl benchmarks -am -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib)
}

measure() {
  if [ -z "${compiled:-}" ]; then compile; compiled=yes; fi
  (cd "$CHECKOUT" && "${JAVA_HOME:+$JAVA_HOME/bin/}java" --sun-misc-unsafe-memory-access=allow -cp "benchmarks/target/lib/*:benchmarks/target/classes" network.mandala.benchmarks.Main "$@")
}

builds() {
  echo "== a program of 100 files, one line changed, its dependencies not: the builder beside buildah, in turn"
  compile && compiled=yes
  local project=benchmark-builds-$$ # one that ended early has left its own
  "$CHECKOUT/mandala" project create "$project" >/dev/null 2>&1
  measure builds "$project" "${BUILD_RUNS:-3}"
  "$CHECKOUT/mandala" project delete "$project" >/dev/null 2>&1
}

pods() {
  echo "== a pod, by an Agent and by hand"
  measure pods
}

echo "load of the machine at the start: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
for part in "${@:-all}"; do
  case $part in
    all) start; pushes; builds; pods ;;
    start | builds | pods) "$part" ;;
    push) pushes ;;
    *) echo "run.sh: start, push, builds, pods; not $part" >&2; exit 2 ;;
  esac
done
echo "load of the machine at the end: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
