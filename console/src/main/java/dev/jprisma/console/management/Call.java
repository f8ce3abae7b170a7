package dev.jprisma.console.management;

import dev.jprisma.console.home.Visitor;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/**
 * A request to an endpoint, looked at as far as its form goes.
 *
 * @param places what stands in the path
 * @param body its members; empty if there was none
 * @param visitor who waits
 */
record Call(Context context, Map<String, String> places, Map<?, ?> body, Visitor visitor) {
    /** The id in the path. */
    String id() {
        return places.values().iterator().next();
    }

    /** Another one. */
    String place(String name) {
        return places.get(name);
    }

    /** A parameter of the query. */
    Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    /** A text of the body; null if it is not there. */
    String text(String member) {
        return (String) body.get(member);
    }

    boolean flag(String member, boolean byDefault) {
        return body.get(member) instanceof Boolean flag ? flag : byDefault;
    }

    /** Where the API is, as this client addresses it. */
    String base() {
        return baseOf(context);
    }

    static String baseOf(Context context) {
        return "http://" + context.host();
    }
}
