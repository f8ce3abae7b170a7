package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A statement as the server knows it: its name, whether it has been parsed, and its last description. */
final class PreparedStatement {

    private enum State {
        NEW,
        SENT,
        PARSED
    }

    private final byte[] name;
    private State state = State.NEW;
    private byte[] description;
    private List<Column> columns;

    /** @param name empty for the statement that the next one replaces */
    PreparedStatement(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] name() {
        return name;
    }

    boolean isNamed() {
        return name.length > 0;
    }

    /** True once: for whoever must send it to be parsed. */
    boolean needsParse() {
        boolean isNew = state == State.NEW;
        if (isNew) {
            state = State.SENT;
        }
        return isNew;
    }

    void parsed() {
        state = State.PARSED;
    }

    boolean isParsed() {
        return state == State.PARSED;
    }

    /** Reads a RowDescription; the list is the last one again if nothing changed. */
    List<Column> describe(MessageReader in) {
        if (!isNamed()) {
            return Column.read(in);
        }
        if (description == null
                || !Arrays.equals(description, 0, description.length, in.buffer(), in.position(), in.end())) {
            description = Arrays.copyOfRange(in.buffer(), in.position(), in.end());
            columns = Column.read(in);
        }
        return columns;
    }
}
