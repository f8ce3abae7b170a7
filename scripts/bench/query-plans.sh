#!/bin/sh
# Requests per second of the HTTP URL beside Prisma's own plan executor, on the same PostgreSQL, and beside a bare handler
# of Jetty's that answers with the same bytes and asks nobody, in the same run.
# usage: scripts/bench/query-plans.sh [INSTANCE]    needs: node 20.19 or newer, npm, psql, wrk, curl
# NODE (the executor's), ROUNDS, SECONDS_EACH, WARM_UP and CONNECTIONS are optional. Both are warm after 30 s.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd -P)
instance=${1:-default} rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-10} warm_up=${WARM_UP:-30}
connections=${CONNECTIONS:-8} port=${PORT:-55101} node=${NODE:-node}
work=$(mktemp -d)
trap 'kill ${executor:-} ${bare_handler:-} 2>/dev/null || true; rm -rf "$work"' EXIT INT TERM
. "$root/scripts/bench/bare-handler.sh"

database=$("$root/scripts/jprisma" dev url "$instance" --tcp)
url=$("$root/scripts/jprisma" dev url "$instance" --http)
http=${url#*://} http=http://${http%%/*}
export API_KEY="${url#*api_key=}"

cp "$root"/scripts/bench/query-plans/* "$work"
(cd "$work" && npm install --no-audit --no-fund --no-package-lock --silent)
psql -q -d "$database" -f "$work/tables.sql" 2>/dev/null
node "$work/plans.mjs" "$work"
"$node" "$work/executor.mjs" "$database" "$port" >"$work/executor.log" 2>&1 &
executor=$!
echo "# Prisma's executor runs on Node $("$node" --version)"
until grep -q ready "$work/executor.log"; do kill -0 "$executor"; sleep 0.1; done

measure() { # name, url, plan, seconds
    wrk -t1 -c"$connections" -d"$4"s -s "$work/$3.lua" --latency "$2/query" >"$work/result"
    if grep -q Non-2xx "$work/result"; then echo "$1 $3: errors" && cat "$work/result" && exit 1; fi
    awk -v name="$1" -v plan="$3" '/50%/ {p50 = $2} /99%/ {p99 = $2} /Requests.sec/ {rate = $2}
        END {printf "%-9s %-9s %8.0f requests/s  p50 %-8s p99 %s\n", plan, name, rate, p50, p99}' "$work/result"
}
for plan in findFirst findMany; do
    measure jprisma "$http" "$plan" "$warm_up" >/dev/null
    measure executor "http://127.0.0.1:$port" "$plan" "$warm_up" >/dev/null
    curl -sf -H "Authorization: Bearer $API_KEY" -H 'Content-Type: application/json' -H 'Prisma-Engine-Hash: 7.10.0' \
        --data-binary @"$work/$plan.json" "$http/query" >"$work/answer"
    bare_handler_starts "$((port + 1))" "$work/answer"
    measure bare "http://127.0.0.1:$((port + 1))" "$plan" "$warm_up" >/dev/null
    for round in $(seq "$rounds"); do
        measure jprisma "$http" "$plan" "$seconds"
        measure executor "http://127.0.0.1:$port" "$plan" "$seconds"
        measure bare "http://127.0.0.1:$((port + 1))" "$plan" "$seconds"
    done
    kill "$bare_handler"
    wait "$bare_handler" || true
done
