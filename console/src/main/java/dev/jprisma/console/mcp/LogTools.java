package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.state.LogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The last lines of a server's log. */
final class LogTools {
    private static final int MOST_LINES = 500;
    private static final int LINES = 100;
    private static final int LONGEST_LINE = 4 * 1024;

    private final Home home;
    private final DatabaseFinder databases;

    LogTools(Home home, DatabaseFinder databases) {
        this.home = home;
        this.databases = databases;
    }

    List<Tool> all() {
        return List.of(Tool.of(
                "read_logs",
                "Read the log",
                "Gives the last lines that the PostgreSQL server of a database wrote into its log.",
                Effect.READS,
                List.of(DatabaseFinder.ID, Parameter.number("lines", "How many lines at most", 1, MOST_LINES, LINES)),
                Schemas.object("lines", Schemas.list(Schemas.TEXT), "truncated", Schemas.FLAG),
                call -> new Tool.Answer(
                        last(databases.of(call), call.arguments().number("lines")))));
    }

    /** For a resource. */
    Map<String, Object> last(HomeDatabase database) throws IOException {
        return last(database, LINES);
    }

    private Map<String, Object> last(HomeDatabase database, int most) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (LogReader reader =
                new LogReader(home.folder().postgresLog(database.instanceName()), new PrintStream(read))) {
            reader.printLast(most);
        }
        List<String> all = read.toString(StandardCharsets.UTF_8).lines().toList();
        List<String> lines = new ArrayList<>();
        SizeLimit size = new SizeLimit();
        for (int i = all.size() - 1; i >= 0 && size.hasRoomFor(all.get(i)); i--) {
            String line = all.get(i);
            lines.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " ..." : line);
        }
        Collections.reverse(lines);
        return Json.object("lines", lines, "truncated", lines.size() < all.size());
    }
}
