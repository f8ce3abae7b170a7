# Sourced, with root and work set: starts BareHandler, beside which Jetty's share of a request can be told.

# bare_handler_starts PORT FILE: answers every request to that port with the bytes of that file; sets bare_handler.
bare_handler_starts() {
  . "$root/scripts/java.sh"
  read -r product <"$root/.product/current"
  "$java_home/bin/java" -XX:+UseSerialGC -cp "$root/.product/$product/daemon/*" \
    "$root/scripts/bench/BareHandler.java" "$1" "$2" >"$work/bare.log" 2>&1 &
  bare_handler=$!
  until grep -q ready "$work/bare.log"; do
    kill -0 "$bare_handler" || { cat "$work/bare.log" >&2 && exit 1; }
    sleep 0.1
  done
}
