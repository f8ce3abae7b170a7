package dev.jprisma.console.http;

import io.javalin.config.RoutesConfig;

/**
 * What a view of the page asks for, under {@code /ui/}: of an instance under {@code /ui/instances/{name}/}. Reads are
 * GET. What changes something is POST, PUT, PATCH or DELETE; whoever gets that far was let in, and is no other site's
 * page. Names of things in a database are parameters and no segments of a path, since they can have slashes.
 */
public interface ConsoleRoutes {
    void addTo(RoutesConfig routes);
}
