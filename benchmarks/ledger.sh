#!/usr/bin/env bash
# Measures the ledger on a real MySQL of its own that flushes every commit, without a cluster, and prints figures.
# Usage: ledger.sh            debit windows per second, and how long a balance takes (a minute)
#        ledger.sh million    a million windows that two processes bring at the same time: fails unless each is charged once (minutes)
set -euo pipefail
CHECKOUT=$(dirname "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)")
case ${1:-} in
  '') CLASS=LedgerBenchmark ;;
  million) CLASS=MillionWindowsBenchmark ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
cd "$CHECKOUT"
mvn -q -pl benchmarks -am test -Dtest="$CLASS" -Dsurefire.failIfNoSpecifiedTests=false
