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

spore() { # publishes version $1 of app billing, which answers $2: prints its digest
  printf '{"name": "billing", "version": "v0.%s.0", "command": "billing", "env": {"GREETING": "%s"}, "nutrients": {"cpu_milli": 200, "memory_mb": 64}}' \
    "$1" "$2" >"$work/manifest.json"
  "$CHECKOUT/mandala" spore build -manifest "$work/manifest.json" -binary "$work/billing" -key "$work/keys/private.key" -out "$work/out" \
    --created-at "2026-01-01T00:00:$(printf %02d "$1")Z" >/dev/null 2>&1
  "$CHECKOUT/mandala" spore publish -spore "$work/out/billing-v0.$1.0.spore" -p "$project" -o json 2>/dev/null | jq -r .digest
}

until_200() { # prints the milliseconds from $1 until URL $2 answers 200
  until curl -fsS -o /dev/null "$2" 2>/dev/null; do sleep 0.02; done
  echo $(($(milliseconds) - $1))
}

apply_spore() { # name, digest
  kubectl apply -f - >/dev/null <<END
{apiVersion: mandala.network/v1alpha1, kind: Spore, metadata: {name: $1, namespace: $namespace}, spec: {bundle: {digest: $2}, plan: {min: 2, max: 2}, budget: {maxInstances: 2, cpuMilli: 200, memoryMb: 64}}}
END
}

spores() {
  local project=benchmark-spores-$$ namespace work run digest started url
  namespace=mandala-project-$project work=$(mktemp -d)
  echo "== a spore: from publishing it to the first answer at its path, $RUNS times; then one takes over at 200 requests/s, beside kill-then-start"
  measure visits http://localhost:8080/ 1 1 >/dev/null # compiles
  "$CHECKOUT/mandala" project create "$project" >/dev/null 2>&1
  CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o "$work/billing" "$HERE/apps/spore/main.go"
  "$CHECKOUT/mandala" spore trust bench -p "$project" --public-key "$("$CHECKOUT/mandala" spore keygen -out "$work/keys" -o json 2>/dev/null | jq -r .publicKey)" >/dev/null 2>&1
  for run in $(seq "$RUNS"); do
    digest=$(spore "$run" "hello $run")
    started=$(milliseconds)
    apply_spore "bench-$$-$run" "$digest"
    until_200 "$started" "http://localhost:8080/bench-$$-$run/hello"
    kubectl delete spore -n "$namespace" "bench-$$-$run" >/dev/null
  done | sort -n | awk '{t[NR] = $1} END {printf "published, applied -> 200: min %d ms, median %d ms, max %d ms\n", t[1], t[int((NR + 1) / 2)], t[NR]}'
  url=http://localhost:8080/bench-$$/hello
  apply_spore "bench-$$" "$(spore 11 one)"
  until_200 0 "$url" >/dev/null
  digest=$(spore 12 two)
  (sleep 5; apply_spore "bench-$$" "$digest") & measure visits "$url" 200 25; wait $!
  kubectl create deployment killed -n "$namespace" --replicas=2 --dry-run=client -o json \
    --image="$(kubectl get pods -n "$namespace" -l "mandala.network/spore=bench-$$" -o jsonpath='{.items[0].spec.containers[0].image}')" |
    jq '.spec.strategy = {type: "Recreate"} | .spec.template.spec += {serviceAccountName: "agent", automountServiceAccountToken: false,
      securityContext: {runAsNonRoot: true, seccompProfile: {type: "RuntimeDefault"}}} | .spec.template.spec.containers[0] += {command: ["/app/billing"],
      env: [{name: "PORT", value: "8080"}, {name: "GREETING", value: "one"}], readinessProbe: {httpGet: {path: "/health", port: 8080}, periodSeconds: 1},
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: ["ALL"]}}, resources: {limits: {cpu: "200m", memory: "64Mi"}}}' | kubectl apply -f - >/dev/null
  kubectl expose deployment killed -n "$namespace" --port 80 --target-port 8080 >/dev/null
  kubectl create ingress killed -n "$namespace" --rule="killed.localhost/*=killed:80" >/dev/null
  until_200 0 "http://killed.localhost:8080/hello" >/dev/null
  echo "127.0.0.1 killed.localhost" >"$work/hosts" # curl knows by itself where names below localhost are
  echo "the same program in a Deployment that kills the old before it starts the new:"
  (sleep 5; kubectl set env deployment/killed -n "$namespace" GREETING=two >/dev/null) &
  JDK_JAVA_OPTIONS="-Djdk.net.hosts.file=$work/hosts" measure visits "http://killed.localhost:8080/hello" 200 25
  wait $!
  "$CHECKOUT/mandala" project delete "$project" >/dev/null 2>&1
  rm -rf "$work"
}

echo "load of the machine at the start: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
for part in "${@:-all}"; do
  case $part in
    all) start; pushes; builds; pods; spores ;;
    start | builds | pods | spores) "$part" ;;
    push) pushes ;;
    *) echo "run.sh: start, push, builds, pods, spores; not $part" >&2; exit 2 ;;
  esac
done
echo "load of the machine at the end: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
