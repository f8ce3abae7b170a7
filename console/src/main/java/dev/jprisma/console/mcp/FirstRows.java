package dev.jprisma.console.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.console.http.JsonTree;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The first rows of a result, as far as they are small enough for a model. */
final class FirstRows implements ResultReceiver {
    private static final int LONGEST_CELL = 4 * 1024;

    private static final int BOOL = 16;
    private static final int INT2 = 21;
    private static final int INT4 = 23;
    private static final int JSON = 114;
    private static final int FLOAT4 = 700;
    private static final int FLOAT8 = 701;
    private static final int JSONB = 3802;

    private final int most;
    private final List<List<Object>> rows = new ArrayList<>();
    private List<Column> columns = List.of();
    private String commandTag;
    private boolean truncated;
    private long seen;
    private final SizeLimit size = new SizeLimit();

    /** @param most rows that are kept */
    FirstRows(int most) {
        this.most = most;
    }

    @Override
    public void columns(List<Column> described) {
        columns = described;
    }

    @Override
    public void row(Row row) {
        seen++;
        if (seen > most || size.isReached()) {
            truncated = true;
            return;
        }
        List<Object> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            values.add(value(row, i));
        }
        if (size.hasRoomFor(values)) {
            rows.add(values);
        } else {
            truncated = true;
        }
    }

    @Override
    public void complete(String tag) {
        commandTag = tag;
    }

    private Object value(Row row, int column) {
        int length = row.length(column);
        if (length < 0) {
            return null;
        }
        if (length > LONGEST_CELL) {
            truncated = true;
            return beginning(row, column) + "... (cut: it has " + length + " bytes)";
        }
        String text = row.text(column);
        return switch (columns.get(column).typeOid()) {
            case BOOL -> text.equals("t");
            case INT2, INT4, FLOAT4, FLOAT8 -> number(text);
            case JSON, JSONB -> json(text);
            default -> text;
        };
    }

    /** As text where it is none of JSON's: {@code NaN}, {@code Infinity}. */
    private static Object number(String text) {
        return Character.isLetter(text.charAt(text.length() - 1)) ? text : new BigDecimal(text);
    }

    /** PostgreSQL takes numbers, and depths, that no reader has to. */
    private static Object json(String text) {
        try {
            return JsonTree.read(text);
        } catch (JprismaException unreadable) {
            return text;
        }
    }

    /** Bytes are cut, and with them maybe the last character. */
    private static String beginning(Row row, int column) {
        try (InputStream value = row.stream(column)) {
            String text = new String(value.readNBytes(LONGEST_CELL), UTF_8);
            return text.endsWith("\uFFFD") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Column> columns() {
        return columns;
    }

    List<List<Object>> rows() {
        return rows;
    }

    /** Whether rows, or parts of values, are missing. */
    boolean isTruncated() {
        return truncated;
    }

    /** Such as {@code INSERT}; null where the statement was not followed to its end. */
    String command() {
        return commandTag == null ? null : commandTag.replaceFirst("( [0-9]+)+$", "");
    }

    /** How many rows the statement gave or changed, as far as it was followed. */
    long rowCount() {
        String count = commandTag == null ? "" : commandTag.substring(commandTag.lastIndexOf(' ') + 1);
        return count.matches("[0-9]{1,18}") ? Long.parseLong(count) : Math.min(seen, most);
    }
}
