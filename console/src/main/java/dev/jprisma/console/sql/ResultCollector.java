package dev.jprisma.console.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.console.data.CutValue;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The first rows of a statement's result, some at a time, and the number of all; takes little memory for any of them.
 */
final class ResultCollector implements ResultReceiver {
    private static final int LONGEST_VALUE = 10_000;
    private static final int ROWS_AT_A_TIME = 100;
    private static final int CHARACTERS_AT_A_TIME = 100_000;
    private static final int MOST_CHARACTERS = 4_000_000;
    /** int8, int2, int4, oid, float4, float8, numeric. */
    private static final Set<Integer> NUMBERS = Set.of(20, 21, 23, 26, 700, 701, 1700);

    private final int statement;
    private final int mostRows;
    private final long start;
    private final Consumer<RunEvent> events;
    private List<List<Object>> pending = new ArrayList<>();
    private int pendingCharacters;
    private int allCharacters;
    private long rows;
    private long shown;

    ResultCollector(int statement, int mostRows, long start, Consumer<RunEvent> events) {
        this.statement = statement;
        this.mostRows = mostRows;
        this.start = start;
        this.events = events;
    }

    @Override
    public void columns(List<Column> columns) {
        events.accept(new RunEvent.Columns(
                statement,
                columns.stream().map(Column::name).toList(),
                columns.stream()
                        .map(column -> NUMBERS.contains(column.typeOid()))
                        .toList()));
    }

    @Override
    public void row(Row row) {
        rows++;
        // A statement that writes must come to its end, so the rest is read all the same.
        if (shown >= mostRows || allCharacters > MOST_CHARACTERS) {
            return;
        }
        shown++;
        List<Object> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            values.add(value(row, i));
        }
        pending.add(values);
        if (pending.size() >= ROWS_AT_A_TIME || pendingCharacters >= CHARACTERS_AT_A_TIME) {
            pass();
        }
    }

    @Override
    public void complete(String commandTag) {
        pass();
        events.accept(new RunEvent.Done(statement, commandTag, rows, shown, ScriptRunner.micros(start)));
    }

    private void pass() {
        if (!pending.isEmpty()) {
            events.accept(new RunEvent.Rows(statement, pending));
            pending = new ArrayList<>();
            pendingCharacters = 0;
        }
    }

    private Object value(Row row, int column) {
        if (row.isNull(column)) {
            return null;
        }
        boolean cut = row.length(column) > LONGEST_VALUE;
        String text = cut ? beginning(row, column) : row.text(column);
        pendingCharacters += text.length();
        allCharacters += text.length();
        return cut ? new CutValue(text) : text;
    }

    /** Bytes are cut, and with them maybe the last character. */
    private static String beginning(Row row, int column) {
        try (InputStream value = row.stream(column)) {
            String text = new String(value.readNBytes(LONGEST_VALUE), UTF_8);
            return text.endsWith("\uFFFD") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
