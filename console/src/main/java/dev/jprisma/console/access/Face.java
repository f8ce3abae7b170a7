package dev.jprisma.console.access;

import io.javalin.config.RoutesConfig;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** One of the ways in which a home is asked over its HTTP port: its paths, whom they let in, and what answers. */
public interface Face {
    /** Whether a path is of this face. */
    boolean covers(String path);

    /**
     * Whether a request of its may pass; null if so. It was addressed to this port by a name of this machine, and not
     * on behalf of another site's page. Reads no body.
     */
    Refusal check(Request request);

    /** How a refusal of one of its requests is told, as a JSON object; it may add headers. */
    default Map<String, ?> told(Refusal refusal, HttpFields.Mutable headers) {
        return Map.of("code", refusal.code(), "message", refusal.message());
    }

    /** Whether its routes read a segment's encoded slash as a part of that segment, and not as a slash. */
    default boolean readsEncodedSlashes() {
        return false;
    }

    /** Adds what answers. */
    void addTo(RoutesConfig routes);
}
