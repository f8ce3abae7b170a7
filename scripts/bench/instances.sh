#!/bin/bash
# Time and memory of instances, beside a peer with the same commands if one is given, in turn and in one run:
#
#   scripts/bench/instances.sh [PRISMA...]      e.g.  scripts/bench/instances.sh node node_modules/prisma/build/index.js
#
# RUNS=5. Prints medians, and how many times slower the peer is. Both get a home of their own, which is removed.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd -P)
runs=${RUNS:-5}
work=$(mktemp -d)
export JPRISMA_HOME=$work/home
peer=("$@")
running=() # the names of instances that were started last, of both

ours() { "$root/scripts/jprisma" "$@" </dev/null; }
theirs() { HOME=$work/peer "${peer[@]}" "$@" </dev/null; }
clean_up() {
  ours daemon stop --all >/dev/null 2>&1 || :
  if [ ${#peer[@]} -gt 0 ]; then
    for name in warm ${running[@]+"${running[@]}"}; do theirs dev stop "$name" >/dev/null 2>&1 || :; done
  fi
  rm -rf "$work"
}
trap clean_up EXIT

millis() { # COMMAND...: how long it takes
  local start end
  start=$(date +%s%N)
  "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
pss() { # PID...: kB of memory, what is shared divided by its users
  local pid
  for pid in "$@"; do cat "/proc/$pid/smaps_rollup" 2>/dev/null || :; done | awk '/^Pss:/ {sum += $2} END {print sum + 0}'
}
pid() { sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p' | head -1; } # of what --json prints
processes_of_peer() {
  local environment
  for environment in /proc/[0-9]*/environ; do
    if { tr '\0' '\n' <"$environment"; } 2>/dev/null | grep -qx "HOME=$work/peer"; then
      environment=${environment%/environ}
      echo "${environment#/proc/}"
    fi
  done
}
row() { # WHAT OURS THEIRS
  if [ ${#peer[@]} -gt 0 ]; then
    printf '%-38s %8s ms %8s ms   %s times\n' "$1" "$2" "$3" "$(awk "BEGIN {printf \"%.1f\", $3 / $2}")"
  else
    printf '%-38s %8s ms\n' "$1" "$2"
  fi
}
measure() { # WHAT BEFORE OURS THEIRS: each a function
  local i
  : >"$work/ours"
  : >"$work/theirs"
  for i in $(seq "$runs"); do
    "$2" "$i"
    millis "$3" "$i" >>"$work/ours"
    if [ ${#peer[@]} -gt 0 ]; then millis "$4" "$i" >>"$work/theirs"; fi
  done
  row "$1" "$(median <"$work/ours")" "$(median <"$work/theirs")"
}

nothing() { :; }
# Instances that are still there would slow the other's, and ours has its next spare cluster to make.
rest() {
  local name
  for name in ${running[@]+"${running[@]}"}; do
    ours dev stop "$name" >/dev/null 2>&1 || :
    if [ ${#peer[@]} -gt 0 ]; then theirs dev stop "$name" >/dev/null 2>&1 || :; fi
  done
  running=()
  sleep 3
}
stop_all() {
  rest
  ours daemon stop --all >/dev/null 2>&1
  sleep 1
}
new_ours() {
  running=("new$1")
  ours dev --name "new$1" --detach
}
new_theirs() { theirs dev --name "new$1" --detach; }
cold_ours() {
  running=("cold$1")
  ours dev --name "cold$1" --detach
}
cold_theirs() { theirs dev --name "cold$1" --detach; }
ls_ours() { ours dev ls; }
ls_theirs() { theirs dev ls; }

mkdir -p "$work/peer"
ours dev --name warm --detach >/dev/null
if [ ${#peer[@]} -gt 0 ]; then
  theirs dev --name warm --detach >/dev/null 2>&1
fi

echo "medians of $runs                              jprisma       peer"
measure "dev --detach, new name, daemon runs" rest new_ours new_theirs
measure "dev ls" nothing ls_ours ls_theirs
measure "dev --detach, new name, from nothing" stop_all cold_ours cold_theirs

sleep 5
postmaster=$(ours dev status "cold$runs" --json | pid)
# shellcheck disable=SC2046
echo "memory of an idle instance: $(($(pss "$postmaster" $(pgrep -P "$postmaster")) / 1024)) MB PSS"
daemon=$(ours daemon status --json | pid)
echo "memory of the daemon:       $(($(pss "$daemon") / 1024)) MB PSS, with $(ours dev ls --json | grep -c '"running"') instances"
if [ ${#peer[@]} -gt 0 ]; then
  # Its processes are those that have its home; its instances are all still running.
  # shellcheck disable=SC2046
  echo "memory of the peer:         $(($(pss $(processes_of_peer)) / 1024)) MB PSS for $((1 + ${#running[@]})) instances"
fi
