package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A statement by its name on the server, parsed in a state of it, and the columns that it has in that. */
final class KeptStatement {

    private final String sql;
    private final String state;
    private final byte[] name;
    private boolean parsed;
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

    /** Null until the server has described them. */
    List<Column> columns() {
        return columns;
    }

    void describe(List<Column> described) {
        columns = described;
    }
}
