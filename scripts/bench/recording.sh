#!/bin/sh
# What a recording (jprisma insights --watch) costs the clients of an instance: pgbench's transactions per second before
# it, with it and after it, in turn and in one run. What before and after differ by is the machine's own unrest.
# usage: scripts/bench/recording.sh [INSTANCE]    needs: psql, pgbench; ROUNDS, SECONDS_EACH and CONNECTIONS are optional
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
instance=${1:-default} rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-10} connections=${CONNECTIONS:-4}
work=$(mktemp -d)
watcher=
database=$("$root/scripts/jprisma" dev url "$instance" --tcp)
# In a schema of its own, which is dropped at the end; the data of the instance stays as it is.
psql -qX -v ON_ERROR_STOP=1 -d "$database" -c 'CREATE SCHEMA bench_recording'
trap 'kill $watcher 2>/dev/null || true; psql -qX -d "$database" -c "DROP SCHEMA bench_recording CASCADE"; rm -rf "$work"' EXIT INT TERM
export PGOPTIONS='-c search_path=bench_recording -c client_min_messages=error'
pgbench -i -q -s 5 "$database" 2>/dev/null

transactions() {
  pgbench -n -S -c "$connections" -j 2 -T "$seconds" "$database" 2>/dev/null | awk '/^tps/ {printf "%d", $3}'
}
transactions >"$work/warm-up"
for round in $(seq "$rounds"); do
  before=$(transactions)
  "$root/scripts/jprisma" insights "$instance" --watch --json >"$work/reports" &
  watcher=$!
  until [ -s "$work/reports" ]; do kill -0 "$watcher"; sleep 0.1; done
  with=$(transactions)
  kill "$watcher"
  wait "$watcher" || true
  watcher=
  after=$(transactions)
  echo "$before $with $after" | awk -v round="$round" '{without = ($1 + $3) / 2
    printf "round %d: %d transactions/s before, %d recorded, %d after: %.1f %% less (unrest %.1f %%)\n",
      round, $1, $2, $3, 100 - 100 * $2 / without, 100 * ($1 > $3 ? $1 - $3 : $3 - $1) / without}' | tee -a "$work/rounds"
done
sed 's/.*after: \([^ ]*\) .*/\1/' "$work/rounds" | sort -n |
  awk '{all[NR] = $1} END {printf "median: %.1f %% less\n", (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2}'
