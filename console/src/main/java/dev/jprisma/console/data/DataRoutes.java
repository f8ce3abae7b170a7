package dev.jprisma.console.data;

import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.Requests;
import dev.jprisma.console.schema.TableName;
import dev.jprisma.console.session.ConsoleSessions;
import dev.jprisma.state.RecordJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the view of a table's rows asks for. Pages are POSTs since filters are longer than an address may be. */
public final class DataRoutes implements ConsoleRoutes {
    private static final String PREFIX = "/ui/instances/{name}/data/";
    /** A file of millions of rows goes as fast as its reader takes it. */
    private static final Duration EXPORT_LIMIT = Duration.ofHours(1);

    private static final int BUFFER = 64 * 1024;
    private static final String DISPOSITION = "Content-Disposition";
    private static final Logger LOG = LoggerFactory.getLogger(DataRoutes.class);

    private final ConsoleSessions sessions;

    public DataRoutes(ConsoleSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PREFIX + "page", this::page);
        routes.post(PREFIX + "value", this::value);
        routes.post(PREFIX + "preview", this::preview);
        routes.post(PREFIX + "edit", this::edit);
        routes.get(PREFIX + "export", this::export);
    }

    private void page(Context context) throws Exception {
        PageRequest request = Requests.body(context, PageRequest.class);
        Page page =
                sessions.during(context, Requests.instance(context), session -> new PageReader(session).read(request));
        Answers.json(context, page);
    }

    private void value(Context context) throws Exception {
        ValueRequest request = Requests.body(context, ValueRequest.class);
        sessions.during(context, Requests.instance(context), session -> {
            context.contentType("text/plain; charset=utf-8");
            new ValueReader(session).write(request, context.outputStream());
            return null;
        });
    }

    private void preview(Context context) throws Exception {
        EditRequest request = Requests.body(context, EditRequest.class);
        List<EditStatement> statements = sessions.during(
                context, Requests.instance(context), session -> new TableEditor(session).preview(request));
        Answers.json(context, Map.of("statements", statements));
    }

    private void edit(Context context) throws Exception {
        EditRequest request = Requests.body(context, EditRequest.class);
        EditOutcome outcome =
                sessions.during(context, Requests.instance(context), session -> new TableEditor(session).run(request));
        Answers.json(context, outcome);
    }

    /** For a link, so that the browser writes the file. */
    private void export(Context context) throws Exception {
        ExportRequest request = request(context);
        sessions.during(context, Requests.instance(context), EXPORT_LIMIT, session -> {
            String kind = request.format().name().toLowerCase(Locale.ROOT);
            context.contentType((kind.equals("csv") ? "text/csv" : "application/json") + "; charset=utf-8");
            context.header(DISPOSITION, "attachment; filename=\"" + fileName(request.table()) + "." + kind + "\"");
            // Not closed when that fails: it would look whole.
            OutputStream out = new BufferedOutputStream(context.res().getOutputStream(), BUFFER);
            try {
                new TableExport(session).write(request, out);
                out.flush();
            } catch (IOException | RuntimeException e) {
                endEarly(context, e);
            }
            return null;
        });
    }

    /**
     * What has gone out cannot be taken back, but the browser sees by the connection's end that something is missing.
     */
    private static <E extends Exception> void endEarly(Context context, E failure) throws E {
        if (!context.res().isCommitted()) {
            context.res().resetBuffer();
            context.res().setHeader(DISPOSITION, null);
            throw failure;
        }
        LOG.info("An export ended early: {}", failure.getMessage());
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private static ExportRequest request(Context context) {
        try {
            return RecordJson.parse(Requests.required(context, "request")).to(ExportRequest.class);
        } catch (IllegalArgumentException e) {
            throw Requests.invalid("The parameter request cannot be read: " + e.getMessage());
        }
    }

    private static String fileName(TableName table) {
        return table.name().replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
