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

# rehearse PRODUCT HOME CLI_CLASSES DAEMON_CLASSES: commands and two daemons go through the life of instances in a new
# home, and the classes that they loaded are listed in these files. The second daemon finds what the first has left, as
# nearly every daemon does.
rehearse() {
  mkdir "$2"
  rehearsal_port=$((20000 + $$ % 10000))
  (
    export JPRISMA_HOME="$2"
    # What reads a project's file is rehearsed too; it names the instance that would be meant without it.
    mkdir "$2/project"
    echo 'name = "default"' >"$2/project/jprisma.toml"
    cli_class_path=$(class_path "$1/cli")
    cd "$2/project"
    outcome=0
    serve "$1" "$2" "$4.first"
    echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}' |
      run "$1" "$3.first" \
        "--version" "dev --detach -p $rehearsal_port -P $((rehearsal_port + 1)) --shadow-db-port $((rehearsal_port + 2))" \
        "dev ls" "dev ls --json" "dev url" "dev url --jdbc" "dev ls --urls" "dev env" "mcp" "console --no-browser" "console --stop" \
        "dev -d -n removed" "dev rm removed --force -y" "dev stop default" "daemon stop --all" "dev ls" || outcome=$?
    end_serving
    serve "$1" "$2" "$4.second"
    run "$1" "$3.second" \
      "dev -d" "dev -d -n new" "dev stop new" "dev stop default" "dev rm default -y" "daemon stop --all" || outcome=$?
    end_serving
    for list in "$3" "$4"; do
      # An id is of one list alone.
      sed 's/ id: [0-9]*$//' "$list.first" "$list.second" | awk '!seen[$0]++' >"$list"
    done
    exit $outcome
  )
}

# run PRODUCT CLASSES COMMAND...: in one JVM that lists its classes.
run() {
  run_product=$1 run_classes=$2
  shift 2
  java "-XX:DumpLoadedClassList=$run_classes" -Djdk.reflect.useNativeAccessorOnly=true \
    "-Djprisma.distribution=$run_product" -cp "$cli_class_path" dev.jprisma.cli.Rehearsal "$@"
}

# serve PRODUCT HOME CLASSES: a daemon of the home that lists its classes.
serve() {
  java "-XX:DumpLoadedClassList=$3" -cp "$(class_path "$1/daemon")" dev.jprisma.daemon.JprismaDaemon "$2" &
  daemon_pid=$!
  tries=0
  until [ -e "$2/daemon.json" ] || [ $tries = 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
}

end_serving() {
  kill $daemon_pid 2>/dev/null || :
  wait
}

# archive JARS CLASSES FILE: makes FILE of the classes that a JVM with the folder JARS on its class path has listed.
archive() {
  java -Xshare:dump "-XX:SharedClassListFile=$2" "-XX:SharedArchiveFile=$3" -cp "$(class_path "$1")"
}
