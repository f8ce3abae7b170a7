package dev.jprisma.console.access;

import io.javalin.config.RoutesConfig;
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

    /** Adds what answers. */
    void addTo(RoutesConfig routes);
}
