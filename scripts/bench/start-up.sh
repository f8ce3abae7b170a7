#!/bin/sh
# How long a command takes beside a main that does nothing, on the same JVM, with the same options and an archive of its classes:
#   scripts/bench/start-up.sh [--packed FOLDER] [RUNS]
# FOLDER is an unpacked archive of scripts/dist's; else this clone is measured. Prints for each the median of RUNS (21)
# runs, in turn, and how many times the empty main's that is: CPU (user and system, with the shell's that starts it), which
# other work on the machine changes little, and the time on the clock.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
. "$root/scripts/java.sh"

packed=
if [ "${1:-}" = --packed ]; then
  packed=$(CDPATH='' cd -- "${2:?}" && pwd -P)
  shift 2
fi
runs=${1:-21}

work=$(mktemp -d)
export JPRISMA_HOME="$work/home"
jprisma=${packed:+$packed/bin/jprisma}
jprisma=${jprisma:-$root/scripts/jprisma}
trap '"$jprisma" daemon stop --all >"$work/end" 2>&1 || cat "$work/end"; rm -rf "$work"' EXIT
"$jprisma" dev --detach >"$work/begin"

java=$java_home/bin/java
[ -z "$packed" ] || java=$packed/lib/jprisma/runtime/bin/java

# With an archive of its own, of what a JVM loads by default and of itself.
printf 'class Empty {\n  public static void main(String[] arguments) {}\n}\n' >"$work/Empty.java"
"$java_home/bin/javac" --release 17 -d "$work" "$work/Empty.java"
"$java_home/bin/jar" --create --file "$work/empty.jar" -C "$work" Empty.class
{
  cat "${java%/bin/java}/lib/classlist"
  echo Empty
} >"$work/classes"
"$java" -Xshare:dump -XX:+UseSerialGC "-XX:SharedClassListFile=$work/classes" "-XX:SharedArchiveFile=$work/empty.jsa" \
  -cp "$work/empty.jar" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}

cat >"$work/measure.py" <<'END'
import os, statistics, sys, time

runs, jprisma, empty = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
commands = {
    "an empty main": empty,
    "jprisma --version": [jprisma, "--version"],
    "jprisma dev ls": [jprisma, "dev", "ls"],
    "jprisma dev url": [jprisma, "dev", "url"],
}
nothing = os.open(os.devnull, os.O_RDWR)

def run(command):
    begin = time.monotonic()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 1)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("%s ended with %d" % (command, status))
    return 1000 * (usage.ru_utime + usage.ru_stime), 1000 * (time.monotonic() - begin)

taken = {name: [] for name in commands}
for count in range(runs + 2):
    for name, command in commands.items():
        both = run(command)
        if count >= 2:
            taken[name].append(both)
print("%-18s %9s %7s %10s %7s" % ("median of %d" % runs, "CPU ms", "times", "clock ms", "times"))
base = [statistics.median(column) for column in zip(*taken["an empty main"])]
for name, values in taken.items():
    cpu, clock = (statistics.median(column) for column in zip(*values))
    print("%-18s %9.0f %7.2f %10.0f %7.2f" % (name, cpu, cpu / base[0], clock, clock / base[1]))
END
# shellcheck disable=SC2086 # options without blanks
python3 "$work/measure.py" "$runs" "$jprisma" \
  "$java" "-XX:SharedArchiveFile=$work/empty.jsa" $launch_options -cp "$work/empty.jar" Empty
