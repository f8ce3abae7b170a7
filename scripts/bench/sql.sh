#!/bin/sh
# Requests per second of POST /sql beside pgbench's simple protocol, the same statement, in turn and in one run.
# usage: scripts/bench/sql.sh [INSTANCE]    needs: wrk, pgbench; ROUNDS, SECONDS_EACH and CONNECTIONS are optional
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
instance=${1:-default} rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-4} connections=${CONNECTIONS:-8}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

database=$("$root/scripts/jprisma" dev url "$instance" --tcp)
url=$("$root/scripts/jprisma" dev url "$instance" --http)
http=${url#*://}
printf 'select 1;\n' >"$work/statement.sql"
printf 'wrk.method = "POST"\nwrk.body = [[{"query": "select 1"}]]\nwrk.headers["Authorization"] = "Bearer %s"\n' \
  "${url#*api_key=}" >"$work/statement.lua"

sql() {
  wrk -t1 -c"$connections" -d"$seconds"s -s "$work/statement.lua" "http://${http%%/*}/sql" >"$work/result"
  if grep -q Non-2xx "$work/result"; then cat "$work/result" >&2 && exit 1; fi
  awk '/Requests.sec/ {printf "%d", $2}' "$work/result"
}
tcp() {
  pgbench -n -f "$work/statement.sql" -M simple -c "$connections" -j 1 -T "$seconds" "$database" 2>/dev/null |
    awk '/^tps/ {printf "%d", $3}'
}
sql >"$work/warm-up"
for round in $(seq "$rounds"); do
  ours=$(sql) theirs=$(tcp)
  echo "round $round: POST /sql $ours requests/s, pgbench $theirs transactions/s, $(awk "BEGIN {printf \"%.2f\", $ours / $theirs}") of it"
done
