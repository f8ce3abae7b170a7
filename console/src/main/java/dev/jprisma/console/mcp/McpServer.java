package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Home;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a home offers by this protocol, whatever carries it. Safe for threads. */
public final class McpServer {
    /** The newest first: which one is spoken makes no difference here. */
    static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Resources resources;

    public McpServer(Home home) {
        DatabaseFinder databases = new DatabaseFinder(home);
        LoginSessions sessions = new LoginSessions(home);
        SchemaTools schemas = new SchemaTools(databases, sessions);
        LogTools logs = new LogTools(home, databases);
        Stream.of(
                        new DatabaseTools(home, databases).all(),
                        new ConnectionTools(home, databases).all(),
                        new BackupTools(home, databases).all(),
                        new SqlTools(databases, sessions).all(),
                        schemas.all(),
                        new MigrationTools(home, databases).all(),
                        new InsightsTools(home, databases).all(),
                        logs.all())
                .flatMap(List::stream)
                .forEach(tool -> tools.put(tool.name(), tool));
        this.resources = new Resources(databases, schemas, logs);
    }

    /** Begins a session; the caller ends it. */
    public McpSession open(McpScope scope) {
        return new McpSession(tools, resources, scope);
    }
}
