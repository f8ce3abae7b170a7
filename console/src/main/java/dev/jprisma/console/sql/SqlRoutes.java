package dev.jprisma.console.sql;

import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.Requests;
import dev.jprisma.console.session.ConsoleSessions;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the view of statements asks for. */
public final class SqlRoutes implements ConsoleRoutes {
    private static final String PREFIX = "/ui/instances/{name}/sql/";
    private static final int MOST_ROWS = 1000;
    private static final int MOST_SECONDS = 3600;
    private static final Logger LOG = LoggerFactory.getLogger(SqlRoutes.class);

    private final ConsoleSessions sessions;
    private final SqlHistory history;
    private final RunningStatements running = new RunningStatements();

    public SqlRoutes(ConsoleSessions sessions, SqlHistory history) {
        this.sessions = sessions;
        this.history = history;
    }

    /**
     * @param run what the page calls it, to cancel it; of no use to anybody else if it is random
     * @param seconds that each statement may take
     */
    public record RunRequest(String run, String text, int seconds) {}

    /** @param analyze whether to run it */
    public record PlanRequest(String text, boolean analyze, int seconds) {}

    /** @param run see {@link RunRequest} */
    public record CancelRequest(String run) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PREFIX + "run", this::run);
        routes.post(PREFIX + "cancel", this::cancel);
        routes.post(PREFIX + "plan", this::plan);
        routes.get("/ui/sql/history", context -> Answers.json(context, Map.of("entries", history.entries())));
        routes.delete("/ui/sql/history", context -> history.clear());
    }

    /**
     * Answers with a line of JSON for each {@link RunEvent}, under its name: {@code {"begun": {"statement": 0, ...}}}.
     */
    private void run(Context context) throws Exception {
        InstanceName instance = Requests.instance(context);
        RunRequest request = Requests.body(context, RunRequest.class);
        if (request.run() == null || request.text() == null) {
            throw Requests.invalid("The text to run, or what the run is called, is missing.");
        }
        sessions.during(context, instance, limit(request.seconds()), session -> {
            running.begin(request.run(), session);
            try {
                run(context, request.text(), session);
            } finally {
                running.end(request.run(), session);
            }
            return null;
        });
    }

    private void run(Context context, String text, PostgresConnection session) throws IOException {
        context.contentType("application/x-ndjson; charset=utf-8");
        Outcome outcome = new Outcome();
        long start = System.nanoTime();
        OutputStream out = context.res().getOutputStream();
        try {
            new ScriptRunner(session, MOST_ROWS).run(text, event -> {
                outcome.accept(event);
                write(event, out);
            });
        } catch (UncheckedIOException e) {
            outcome.leave();
            throw e.getCause();
        } finally {
            remember(new HistoryEntry(
                    Instant.now(), place(context), text, outcome.toString(), ScriptRunner.micros(start)));
        }
    }

    /** As the page's addresses have it. */
    private static String place(Context context) {
        String database = Requests.database(context);
        return Requests.instance(context) + (database == null ? "" : "@" + database);
    }

    private static void write(RunEvent event, OutputStream out) {
        String name = event.getClass().getSimpleName();
        String line = RecordJson.write(Map.of(Character.toLowerCase(name.charAt(0)) + name.substring(1), event)) + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A full disk keeps nobody from running statements. */
    private void remember(HistoryEntry entry) {
        try {
            history.add(entry);
        } catch (JprismaException e) {
            LOG.warn("A statement is not in the history: {}", e.getMessage());
        }
    }

    private void cancel(Context context) {
        CancelRequest request = Requests.body(context, CancelRequest.class);
        Answers.json(context, Map.of("cancelled", request.run() != null && running.cancel(request.run())));
    }

    private void plan(Context context) throws Exception {
        PlanRequest request = Requests.body(context, PlanRequest.class);
        Plan plan = sessions.during(
                context,
                Requests.instance(context),
                limit(request.seconds()),
                session -> new PlanReader(session).read(request.text(), request.analyze()));
        Answers.json(context, plan);
    }

    private static Duration limit(int seconds) {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw Requests.invalid("A statement has 1 to " + MOST_SECONDS + " s, not " + seconds + ".");
        }
        return Duration.ofSeconds(seconds);
    }

    /** What is kept of a run, in a few words. */
    private static final class Outcome implements Consumer<RunEvent> {
        private String words = "";

        @Override
        public void accept(RunEvent event) {
            if (event instanceof RunEvent.Done done) {
                words = done.tag();
            } else if (event instanceof RunEvent.Failed failed) {
                words = failed.message();
            }
        }

        void leave() {
            words = "cancelled, since the page was left";
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
