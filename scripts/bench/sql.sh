#!/bin/sh
# Requests per second of POST /sql beside pgbench's simple protocol, the same statement, and beside a bare handler of
# Jetty's that answers with the same bytes and asks nobody, in turn and in one run.
# usage: scripts/bench/sql.sh [INSTANCE]    needs: wrk, pgbench, curl; ROUNDS, SECONDS_EACH and CONNECTIONS are optional
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
instance=${1:-default} rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-4} connections=${CONNECTIONS:-8}
work=$(mktemp -d)
port=${PORT:-55103}
trap 'kill ${bare_handler:-} 2>/dev/null || true; rm -rf "$work"' EXIT INT TERM
. "$root/scripts/bench/bare-handler.sh"

database=$("$root/scripts/jprisma" dev url "$instance" --tcp)
url=$("$root/scripts/jprisma" dev url "$instance" --http)
http=${url#*://}
printf 'select 1;\n' >"$work/statement.sql"
printf 'wrk.method = "POST"\nwrk.body = [[{"query": "select 1"}]]\nwrk.headers["Authorization"] = "Bearer %s"\n' \
  "${url#*api_key=}" >"$work/statement.lua"

post() { # address
  wrk -t1 -c"$connections" -d"$seconds"s -s "$work/statement.lua" "http://$1/sql" >"$work/result"
  if grep -q Non-2xx "$work/result"; then cat "$work/result" >&2 && exit 1; fi
  awk '/Requests.sec/ {printf "%d", $2}' "$work/result"
}
tcp() {
  pgbench -n -f "$work/statement.sql" -M simple -c "$connections" -j 1 -T "$seconds" "$database" 2>/dev/null |
    awk '/^tps/ {printf "%d", $3}'
}
curl -sf -H "Authorization: Bearer ${url#*api_key=}" -d '{"query": "select 1"}' "http://${http%%/*}/sql" >"$work/answer"
bare_handler_starts "$port" "$work/answer"
post "${http%%/*}" >"$work/warm-up"
post "127.0.0.1:$port" >"$work/warm-up"
for round in $(seq "$rounds"); do
  ours=$(post "${http%%/*}") theirs=$(tcp) bare=$(post "127.0.0.1:$port")
  echo "round $round: POST /sql $ours requests/s, pgbench $theirs transactions/s, $(awk "BEGIN {printf \"%.2f\", $ours / $theirs}") of it; a bare handler $bare"
done
