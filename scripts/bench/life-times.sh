#!/bin/bash
# Databases that are made over the worker's URL of create-db and end by their life time, a batch at a time: what is
# left of them, and what the daemon takes, after each.
#
#   scripts/bench/life-times.sh [COUNT] [BATCH]
#
# 500 and 20. It has a home of its own, which is removed. It ends with 1 if something is left.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd -P)
count=${1:-500}
batch=${2:-20}
export life_time_ms=15000
work=$(mktemp -d)
export JPRISMA_HOME=$work/home

ours() { "$root/scripts/jprisma" "$@" </dev/null; }
clean_up() {
  ours daemon stop --all >/dev/null 2>&1 || :
  rm -rf "$work"
}
trap clean_up EXIT

url=$(ours create-db env | sed -n 's/^CREATE_DB_WORKER_URL="\(.*\)"/\1/p')
export url
ours dev --name warm --detach >/dev/null 2>&1
ours dev rm warm --force --purge -y >/dev/null 2>&1
daemon=$(ours daemon status --json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p')

make() {
  curl -s -o /dev/null -w '%{http_code}\n' -H 'Content-Type: application/json' \
    -d '{"name": "'"$(date -u +%FT%T.%3NZ)-$1"'", "region": "us-east-1", "ttlMs": '"$life_time_ms"'}' "$url/create"
}
export -f make
live() { # what its heap holds after a collection
  jcmd "$daemon" GC.class_histogram 2>/dev/null | awk '/^Total/ {print int($3 / 1024)}'
}
ports() { ss -Hltnp | awk -v daemon="pid=$daemon," 'index($0, daemon) {print $4}' | sort; }
# Under root the servers' files are elsewhere, as the home says.
servers=$(head -1 "$JPRISMA_HOME/server-files" 2>/dev/null || echo "$JPRISMA_HOME")

ports_before=$(ports)
printf '%8s %8s %12s %12s %8s %8s %8s %10s\n' made refused 'RSS in MB' 'live in KB' threads files shm projects
made=0
while [ "$made" -lt "$count" ]; do
  refused=$(seq "$batch" | xargs -P 4 -I{} bash -c 'make {}' | grep -vc '^201$' || :)
  made=$((made + batch))
  while [ "$(ours dev ls --json)" != '[ ]' ]; do sleep 1; done
  printf '%8s %8s %12s %12s %8s %8s %8s %10s\n' "$made" "$refused" \
    "$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$daemon/status")" \
    "$(live)" \
    "$(awk '/^Threads/ {print $2}' "/proc/$daemon/status")" \
    "$(find "/proc/$daemon/fd" | wc -l)" \
    "$(find /dev/shm -mindepth 1 -maxdepth 1 | wc -l)" \
    "$(find "$JPRISMA_HOME/projects" -type f | wc -l)"
done

left=0
report() { # WHAT LIST
  [ -z "$2" ] || { echo "left, $1: $2"; left=1; }
}
for folder in instances snapshots projects; do
  report "$folder" "$(find "$JPRISMA_HOME/$folder" "$servers/$folder" -mindepth 1 2>/dev/null || :)"
done
report processes "$(pgrep -af "$servers/instances" || :)"
report ports "$(comm -13 <(echo "$ports_before") <(ports))"
exit $left
