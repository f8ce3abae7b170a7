package dev.jprisma.torture;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * A row of {@code ls --json}.
 *
 * @param dataDirectory null if its record cannot be read
 */
record Listed(
        String name, String status, long pid, int httpPort, int databasePort, int shadowPort, Path dataDirectory) {
    static Listed of(JsonNode row) {
        String data = row.path("dataDirectory").asString("");
        return new Listed(
                row.path("name").asString(""),
                row.path("status").asString(""),
                row.path("pid").asLong(0),
                row.path("port").asInt(0),
                row.path("databasePort").asInt(0),
                row.path("shadowDatabasePort").asInt(0),
                data.isEmpty() ? null : Path.of(data));
    }

    boolean isRunning() {
        return status.equals("running");
    }
}
