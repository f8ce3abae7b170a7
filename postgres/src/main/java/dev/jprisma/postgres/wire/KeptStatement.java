package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A statement by its name on the server, parsed in a state of it, and its last description. */
final class KeptStatement {

    private final String sql;
    private final String state;
    private final byte[] name;
    private boolean parsed;
    private byte[] description;
    private List<Column> columns;

    /** @param state that the server must be in for what was proven of it to hold */
    KeptStatement(String sql, String state, String name) {
        this.sql = sql;
        this.state = state;
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    String sql() {
        return sql;
    }

    String state() {
        return state;
    }

    byte[] name() {
        return name;
    }

    boolean isParsed() {
        return parsed;
    }

    void parsed() {
        parsed = true;
    }

    /** Reads a RowDescription; the list is the last one again if nothing changed. */
    List<Column> describe(MessageReader in) {
        if (description == null
                || !Arrays.equals(description, 0, description.length, in.buffer(), in.position(), in.end())) {
            description = Arrays.copyOfRange(in.buffer(), in.position(), in.end());
            columns = Column.read(in);
        }
        return columns;
    }
}
