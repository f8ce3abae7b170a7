package dev.jprisma.console.studio;

import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.JsonTree;
import dev.jprisma.console.http.Requests;
import dev.jprisma.console.session.ConsoleSessions;
import dev.jprisma.state.InstanceName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Studio's page of an instance. Its script asks for {@code /bff} and {@code /telemetry}, wherever it stands: a script
 * of ours before it leads the first to the instance, and drops the second, which would carry SQL.
 */
public final class StudioRoutes implements ConsoleRoutes {
    private static final String PREFIX = "/ui/instances/{name}/studio";

    /** What Studio needs beyond the console's own pages: styles that its script writes, and pictures within them. */
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
                    + " font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; form-action 'none';"
                    + " base-uri 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <title>%1$s · Prisma Studio</title>
                <link rel="stylesheet" href="/ui/instances/%1$s/studio/studio.css">
                <script src="/assets/studio.js"></script>
                <script type="module" src="/ui/instances/%1$s/studio/studio.js"></script>
              </head>
              <body>
                <div id="root"></div>
              </body>
            </html>
            """;

    private final ConsoleSessions sessions;
    private final StudioFolders folders;

    public StudioRoutes(ConsoleSessions sessions, StudioFolders folders) {
        this.sessions = sessions;
        this.folders = folders;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PREFIX, this::page);
        routes.get(
                PREFIX + "/" + StudioFolders.SCRIPT, context -> file(context, StudioFolders.SCRIPT, "text/javascript"));
        routes.get(PREFIX + "/" + StudioFolders.STYLE, context -> file(context, StudioFolders.STYLE, "text/css"));
        routes.post(PREFIX + "/bff", this::ask);
    }

    private void page(Context context) {
        InstanceName instance = Requests.instance(context);
        folders.of(instance);
        // A name is letters, digits and the like: it needs no escapes.
        context.header("Content-Security-Policy", POLICY)
                .contentType("text/html; charset=utf-8")
                .result(PAGE.formatted(instance));
    }

    private void file(Context context, String name, String type) throws IOException {
        context.contentType(type + "; charset=utf-8")
                .result(Files.newInputStream(
                        folders.of(Requests.instance(context)).resolve(name)));
    }

    private void ask(Context context) throws Exception {
        InstanceName instance = Requests.instance(context);
        StudioRequest request = StudioRequest.of(JsonTree.read(context.body()));
        byte[] answer = sessions.during(context, instance, session -> new StudioAnswer(session).to(request));
        context.contentType("application/json").result(answer);
    }
}
