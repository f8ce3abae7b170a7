package dev.jprisma.gateway.prisma;

import dev.jprisma.gateway.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The tables of the recorded exchanges. */
final class RecordedSchema {
    private RecordedSchema() {}

    /** Makes them anew, empty, and nothing else beside them. */
    static void create() {
        try (var in = RecordedSchema.class.getResourceAsStream("schema.sql")) {
            String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            TestServer.get().script("drop schema public cascade; create schema public; " + schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
