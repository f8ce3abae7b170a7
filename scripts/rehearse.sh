# Sourced, with java_home set: makes class-data archives, with which JVMs start fast.

# In the form of the Java's system: the shell of Git for Windows has paths of its own.
class_path() {
  class_path_folder=$1 class_path_separator=:
  if command -v cygpath >/dev/null; then
    class_path_folder=$(cygpath -m "$1") class_path_separator=';'
  fi
  LC_ALL=C sh -c 'path=; for jar in "$1"/*.jar; do path=$path${path:+$2}$jar; done; printf "%s" "$path"' \
    sh "$class_path_folder" "$class_path_separator"
}

java() {
  "$java_home/bin/java" -XX:+UseSerialGC "$@"
}

# rehearse PRODUCT HOME CLI_CLASSES DAEMON_CLASSES: a command and a daemon go through the life of an instance in a new
# home, and the classes that each of them loaded are listed in these files.
rehearse() {
  mkdir "$2"
  rehearsal_port=$((20000 + $$ % 10000))
  (
    export JPRISMA_HOME="$2"
    java "-XX:DumpLoadedClassList=$4" -cp "$(class_path "$1/daemon")" dev.jprisma.daemon.JprismaDaemon "$2" &
    daemon_pid=$!
    tries=0
    until [ -e "$2/daemon.json" ] || [ $tries = 100 ]; do
      tries=$((tries + 1))
      sleep 0.1
    done
    # What reads a project's file is rehearsed too; it names the instance that would be meant without it.
    mkdir "$2/project"
    echo 'name = "default"' >"$2/project/jprisma.toml"
    cli_class_path=$(class_path "$1/cli")
    cd "$2/project"
    outcome=0
    echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}' |
      java "-XX:DumpLoadedClassList=$3" -Djdk.reflect.useNativeAccessorOnly=true "-Djprisma.distribution=$1" -cp "$cli_class_path" dev.jprisma.cli.Rehearsal \
      "--version" "dev --detach -p $rehearsal_port -P $((rehearsal_port + 1)) --shadow-db-port $((rehearsal_port + 2))" \
      "dev ls" "dev ls --json" "dev url" "dev url --jdbc" "dev ls --urls" "dev env" "mcp" "console --no-browser" "console --stop" "dev stop default" "dev rm default -y" "daemon stop --all" "dev ls" || outcome=$?
    kill $daemon_pid 2>/dev/null || :
    wait
    exit $outcome
  )
}

# archive JARS CLASSES FILE: makes FILE of the classes that a JVM with the folder JARS on its class path has listed.
archive() {
  java -Xshare:dump "-XX:SharedClassListFile=$2" "-XX:SharedArchiveFile=$3" -cp "$(class_path "$1")"
}
