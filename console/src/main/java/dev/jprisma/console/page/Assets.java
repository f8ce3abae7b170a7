package dev.jprisma.console.page;

import dev.jprisma.state.ShortHash;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the page, out of the jars: ours, and of libraries those that it uses. Browsers keep them, and ask each
 * time whether they are still the same.
 */
final class Assets {
    private static final String PREFIX = "/assets/";
    private static final String OURS = "/dev/jprisma/console/assets/";
    private static final String LIBRARIES = "/META-INF/resources/webjars/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)?\\.(html|js|css|svg)");

    /** What is served of libraries, by the name under which the page knows it. */
    private static final Map<String, String> OF_LIBRARIES = Map.ofEntries(
            Map.entry("lib/preact.js", "preact/10.26.4/dist/preact.module.js"),
            Map.entry("lib/preact-hooks.js", "preact/10.26.4/hooks/dist/hooks.module.js"),
            Map.entry("lib/uplot.js", "uplot/1.6.30/dist/uPlot.esm.js"),
            Map.entry("lib/uplot.css", "uplot/1.6.30/dist/uPlot.min.css"),
            Map.entry("lib/codemirror.js", "codemirror/5.65.21/lib/codemirror.js"),
            Map.entry("lib/codemirror.css", "codemirror/5.65.21/lib/codemirror.css"),
            Map.entry("lib/codemirror-sql.js", "codemirror/5.65.21/mode/sql/sql.js"),
            Map.entry("lib/codemirror-hint.js", "codemirror/5.65.21/addon/hint/show-hint.js"),
            Map.entry("lib/codemirror-hint.css", "codemirror/5.65.21/addon/hint/show-hint.css"),
            Map.entry("lib/codemirror-brackets.js", "codemirror/5.65.21/addon/edit/matchbrackets.js"));

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private record Asset(byte[] content, String tag) {}

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    void addTo(RoutesConfig routes) {
        routes.get("/", context -> serve(context, "index.html"));
        routes.get(PREFIX + "<name>", context -> serve(context, context.pathParam("name")));
        routes.get("/favicon.ico", context -> serve(context, "icon.svg"));
    }

    private void serve(Context context, String name) {
        Asset asset = loaded.computeIfAbsent(name, Assets::load);
        context.header("Cache-Control", "no-cache").header("ETag", asset.tag);
        if (asset.tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .result(asset.content);
    }

    private static Asset load(String name) {
        String library = OF_LIBRARIES.get(name);
        if (library == null && !NAME.matcher(name).matches()) {
            throw new NotFoundResponse();
        }
        String text = read(library == null ? OURS + name : LIBRARIES + library);
        if (library != null) {
            // A name without a path needs a map in the page, which would be an inline script.
            text = text.replace("from\"preact\"", "from\"./preact.js\"");
        }
        return new Asset(text.getBytes(StandardCharsets.UTF_8), '"' + ShortHash.of(text) + '"');
    }

    private static String read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new NotFoundResponse();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
