#!/bin/sh
# How long a test waits for its database, beside zonky's embedded server in the same JVM.
set -eu
cd "$(dirname -- "$0")/../.."
classpath=$PWD/testing/target/bench.classpath
mvn -q -B -pl testing -am test-compile dependency:build-classpath -Dmdep.outputFile="$classpath"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djprisma.home="$PWD/testing/target/home" \
  -Djava.util.logging.config.file=scripts/test-logging.properties \
  -cp "testing/target/test-classes:testing/target/classes:$(cat "$classpath")" \
  dev.jprisma.testing.bench.DatabaseBenchmark
