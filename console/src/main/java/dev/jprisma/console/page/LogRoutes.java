package dev.jprisma.console.page;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.EventStream;
import dev.jprisma.console.http.EventStreams;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.LogReader;
import dev.jprisma.state.RecordJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * PostgreSQL's log of an instance and the daemon's, as they grow: events {@code lines} with some lines of text each.
 */
public final class LogRoutes implements ConsoleRoutes {
    private static final int LINES_AT_FIRST = 1000;
    private static final Duration PERIOD = Duration.ofMillis(300);
    private static final int PERIODS_OF_SILENCE = 15;
    /** What the page could not show anyhow; the file has it. */
    private static final int LONGEST_LINE = 20_000;

    private final Home home;
    private final EventStreams streams;

    public LogRoutes(Home home, EventStreams streams) {
        this.home = home;
        this.streams = streams;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/ui/instances/{name}/log", this::postgres);
        routes.get("/ui/log", context -> follow(context, home.folder().daemonLog()));
    }

    private void postgres(Context context) throws Exception {
        follow(context, home.folder().postgresLog(Requests.instance(context)));
    }

    private void follow(Context context, Path log) throws Exception {
        streams.serve(context, events -> tell(events, log));
    }

    private static void tell(EventStream events, Path log) throws IOException, InterruptedException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (LogReader reader = new LogReader(log, new PrintStream(read))) {
            reader.printLast(LINES_AT_FIRST);
            int silent = PERIODS_OF_SILENCE;
            do {
                List<String> lines = takeLines(read);
                if (!lines.isEmpty() || ++silent > PERIODS_OF_SILENCE) {
                    events.send("lines", RecordJson.write(lines));
                    silent = 0;
                }
                if (!events.pause(PERIOD)) {
                    return;
                }
                reader.printNew();
            } while (true);
        }
    }

    /** The lines that are whole; the beginning of another one stays. */
    private static List<String> takeLines(ByteArrayOutputStream read) {
        byte[] bytes = read.toByteArray();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        read.reset();
        read.write(bytes, end, bytes.length - end);
        return new String(bytes, 0, end, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " ..." : line)
                .toList();
    }
}
