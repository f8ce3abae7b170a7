package dev.jprisma.transfer.query;

import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.state.PrintableText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Prints a result as psql does: columns side by side, numbers to the right, then how many rows there were. Of a large
 * one the first rows decide how wide columns are, and no more than these are kept.
 */
final class ResultTable implements ResultReceiver {
    private static final int MOST_KEPT_ROWS = 1_000;
    private static final int MOST_KEPT_CHARACTERS = 1 << 20;

    /** OIDs of {@code pg_type}: int8, int2, int4, oid, float4, float8, money, numeric. */
    private static final Set<Integer> NUMBERS = Set.of(20, 21, 23, 26, 700, 701, 790, 1700);

    private static final Set<String> SAY_WHAT_THEY_DID = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    private final PrintStream out;
    private final List<List<String>> kept = new ArrayList<>();
    private List<Column> columns;
    private int[] widths;
    private int keptCharacters;
    private long rows;

    ResultTable(PrintStream out) {
        this.out = out;
    }

    @Override
    public void columns(List<Column> ofResult) {
        columns = ofResult;
        widths = null;
        rows = 0;
    }

    @Override
    public void row(Row row) {
        List<String> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            String value = row.isNull(i) ? "NULL" : shown(row.text(i));
            keptCharacters += value.length();
            values.add(value);
        }
        kept.add(values);
        rows++;
        if (kept.size() == MOST_KEPT_ROWS || keptCharacters > MOST_KEPT_CHARACTERS) {
            printKept();
        }
    }

    @Override
    public void complete(String commandTag) {
        if (columns != null) {
            printKept();
            out.println(rows == 1 ? "(1 row)" : "(" + rows + " rows)");
        }
        if (columns == null || SAY_WHAT_THEY_DID.contains(commandTag.split(" ", 2)[0])) {
            out.println(commandTag);
        }
        columns = null;
        out.flush();
    }

    private void printKept() {
        if (widths == null) {
            List<String> names =
                    columns.stream().map(column -> shown(column.name())).toList();
            widths = new int[columns.size()];
            widen(names);
            kept.forEach(this::widen);
            print(names);
            out.println(line());
        }
        kept.forEach(this::print);
        kept.clear();
        keptCharacters = 0;
    }

    private void widen(List<String> values) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], TextWidth.of(values.get(i)));
        }
    }

    private void print(List<String> values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String value = values.get(i);
            String blanks = " ".repeat(Math.max(0, widths[i] - TextWidth.of(value)));
            boolean number = NUMBERS.contains(columns.get(i).typeOid());
            line.append(i == 0 ? " " : " | ").append(number ? blanks + value : value + blanks);
        }
        out.println(line.toString().stripTrailing());
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        }
        return line.toString();
    }

    /** A row is a line, and a terminal does nothing that a value says. */
    private static String shown(String value) {
        return PrintableText.line(value.replace("\n", "\\n").replace("\t", "\\t"));
    }
}
