package dev.jprisma.console.createdb;

import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ShownTime;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The page on which a person keeps a database, who may have nothing of jprisma but this link. Of the query it shows
 * nothing, and to look at it changes nothing.
 */
final class ClaimPage {
    private static final String POLICY = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";

    private ClaimPage() {}

    /** Answers with a page, or with one that says why not. */
    static void answering(Context context, Supplier<String> page) {
        context.header("Content-Security-Policy", POLICY);
        // With none, browsers send the form as from nowhere, which is refused. To others it says nothing either.
        context.header("Referrer-Policy", "same-origin");
        context.contentType("text/html; charset=utf-8");
        try {
            context.result(page.get());
        } catch (JprismaException e) {
            context.status(e.kind() == ErrorKind.NOT_FOUND || e.kind() == ErrorKind.INVALID ? 404 : 503)
                    .result(refusal(e));
        }
    }

    /** What a visitor sees first. */
    static String question(HomeDatabase database) {
        Instant end = database.managed().endsAt();
        String name = escaped(database.name());
        return end == null
                ? page(name + " is kept", """
                        <p>This database stays until somebody deletes it.</p>
                        <form method="post"><button>Show how to use it</button></form>
                        """)
                : page("Keep " + name + "?", """
                        <p>This database is deleted with all that is in it at %s, unless you keep it.</p>
                        <form method="post"><button>Keep it</button></form>
                        <p>Or in a terminal: <code>jprisma dev claim %s</code></p>
                        """.formatted(ShownTime.text(end), database.instanceName()));
    }

    /** What he sees when it was claimed, by him or anybody before. */
    static String kept(HomeDatabase database) {
        return page(escaped(database.name()) + " is kept", """
                <p>This database stays until somebody deletes it. In a terminal:</p>
                <pre>
                jprisma dev url %1$s            # its connection string
                jprisma dev env %1$s --write .env
                jprisma dev psql %1$s
                jprisma dev rm %1$s             # deletes it
                </pre>
                """.formatted(database.instanceName()));
    }

    private static String refusal(JprismaException e) {
        boolean gone = e.kind() == ErrorKind.NOT_FOUND || e.kind() == ErrorKind.INVALID;
        return gone
                ? page("No such database", """
                        <p>It has ended, was deleted, or never was. Another one: <code>jprisma create-db</code></p>
                        """)
                : page("It could not be kept", "<p>" + escaped(e.getMessage()) + "</p>\n");
    }

    /** @param title escaped, as is the rest */
    private static String page(String title, String rest) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s</title>
                <main>
                <h1>%1$s</h1>
                %2$s</main>
                """.formatted(title, rest);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
