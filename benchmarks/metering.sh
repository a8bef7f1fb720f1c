#!/usr/bin/env bash
# Measures a tick of billing over 10,000 projects of 3 pods, from recorded answers of a Prometheus, with a heap of 300 MB; beside it, the way of the
# older node at the same stand-in. Needs no cluster; takes about two minutes. Asserts nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q ${MAVEN_OPTIONS:-} -pl benchmarks -am -Dmaven.test.skip=true -Dspotless.check.skip=true package \
  dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx300m -XX:+UseSerialGC -cp "benchmarks/target/lib/*:benchmarks/target/classes" network.mandala.benchmarks.metering.Main
