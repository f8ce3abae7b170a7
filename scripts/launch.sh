# Sourced: how a command's JVM is started, from a clone and from what scripts/dist packs.

# Java can name files with umlauts only in a locale of UTF-8. Commands that jprisma runs get the user's own again.
use_utf8() {
  users_lc_all=${LC_ALL:-}
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
}

# Each without blanks; the last keeps Java, from 18 on, from making a class for each component of a record. What starts a command without a shell (Windows) has them from the file java-options, which dist writes.
launch_options='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr -Djdk.reflect.useNativeAccessorOnly=true'

# Before 24 a JVM moves each class of an archive, one after the other, to where nobody would guess it: a fifth of its start.
# Only for what is sourced by a clone, which says the version; what dist packs is newer.
[ "${java_major:-24}" -ge 24 ] ||
  launch_options="-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 $launch_options"

# launch JAVA_HOME PRODUCT ARCHIVES ARGUMENT...: becomes the command's JVM, with PRODUCT's jars and what there is of
# class-data archives in the folder ARCHIVES.
launch() {
  # No JVM starts in a folder that was deleted.
  [ . -ef "${PWD:-/nonexistent}" ] || env pwd -P >/dev/null 2>&1 || {
    echo "Error: The folder that you are in was deleted. Go to another one and type the command again: cd" >&2
    exit 1
  }
  launch_java=$1/bin/java launch_product=$2 launch_archives=$3
  shift 3
  # These end before a method compiled has paid for it.
  case "$# $*" in
    '1 --version' | '1 -V' | '2 dev ls' | '2 dev url' | '3 dev url '[!-]* | '2 dev -d' | '2 dev --detach' | \
      '4 dev -d -n '* | '4 dev -d --name '* | '4 dev --detach -n '* | '4 dev --detach --name '* | \
      '4 dev -n '*' -d' | '4 dev --name '*' -d' | '4 dev -n '*' --detach' | '4 dev --name '*' --detach')
      launch_options="$launch_options -XX:TieredStopAtLevel=0"
      ;;
  esac
  # Which of stdin, stdout and stderr are terminals: free to ask here, dear in Java.
  launch_terminals=
  for launch_descriptor in 0 1 2; do
    [ ! -t $launch_descriptor ] || launch_terminals=$launch_terminals$launch_descriptor
  done
  launch_classpath=
  for launch_jar in "$launch_product"/cli/*.jar; do
    launch_classpath=$launch_classpath${launch_classpath:+:}$launch_jar
  done
  # shellcheck disable=SC2086 # options without blanks
  set -- $launch_options \
    "-Djprisma.distribution=$launch_product" "-Djprisma.terminals=$launch_terminals" "-Djprisma.lc_all=$users_lc_all" \
    -cp "$launch_classpath" dev.jprisma.cli.Main "$@"
  [ ! -f "$launch_archives/cli.jsa" ] || set -- "-XX:SharedArchiveFile=$launch_archives/cli.jsa" "$@"
  [ ! -f "$launch_archives/daemon.jsa" ] ||
    set -- "-Djprisma.daemon.archive=-XX:SharedArchiveFile=$launch_archives/daemon.jsa" "$@"
  exec "$launch_java" "$@"
}
