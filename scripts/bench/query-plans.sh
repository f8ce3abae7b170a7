#!/bin/sh
# Requests per second of the HTTP URL beside Prisma's own plan executor, on the same PostgreSQL, in the same run.
# usage: API_KEY=... scripts/bench/query-plans.sh HTTP_URL DATABASE_URL     (http://localhost:51213 postgres://...)
# needs: node 20.19 or newer, npm, psql, wrk; SECONDS_EACH and CONNECTIONS are optional
set -eu
http=${1:?HTTP_URL} database=${2:?DATABASE_URL}
seconds=${SECONDS_EACH:-10} connections=${CONNECTIONS:-8} port=${PORT:-55101}
sources=$(cd "$(dirname "$0")/query-plans" && pwd)
work=$(mktemp -d)
trap 'kill "${executor:-}" 2>/dev/null || true; rm -rf "$work"' EXIT INT TERM

cp "$sources"/* "$work"
(cd "$work" && npm install --no-audit --no-fund --no-package-lock --silent)
psql -q -d "$database" -f "$work/tables.sql" 2>/dev/null
node "$work/plans.mjs" "$work"
node "$work/executor.mjs" "$database" "$port" >"$work/executor.log" 2>&1 &
executor=$!
until grep -q ready "$work/executor.log"; do kill -0 "$executor"; sleep 0.1; done

measure() { # name, url, plan
    wrk -t1 -c"$connections" -d"$seconds"s -s "$work/$3.lua" --latency "$2/query" >"$work/result"
    if grep -q Non-2xx "$work/result"; then echo "$1 $3: errors" && cat "$work/result" && exit 1; fi
    awk -v name="$1" -v plan="$3" '/50%/ {p50 = $2} /99%/ {p99 = $2} /Requests.sec/ {rate = $2}
        END {printf "%-9s %-9s %8.0f requests/s  p50 %-8s p99 %s\n", plan, name, rate, p50, p99}' "$work/result"
}
for plan in findFirst findMany; do
    for round in warm-up 1 2; do
        [ "$round" = warm-up ] && echo "# $plan, warm-up" || echo "# $plan, round $round"
        measure jprisma "$http" "$plan"
        measure executor "http://127.0.0.1:$port" "$plan"
    done
done
