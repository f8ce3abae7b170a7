package dev.jprisma.transfer.load;

import dev.jprisma.cli.transfer.FileFormat;
import dev.jprisma.cli.transfer.LoadOrder;
import dev.jprisma.postgres.SqlText;
import dev.jprisma.postgres.wire.CopySource;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.transfer.file.SourceFile;
import dev.jprisma.transfer.server.Amounts;
import dev.jprisma.transfer.server.DatabaseSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** A file of rows into one table; the table's types say what the values mean. */
final class ValuesLoad {
    private final LoadOrder order;
    private final SourceFile file;
    private final DatabaseSession session;
    private final LongConsumer progress;
    private final Set<TargetTable.Column> filled = new LinkedHashSet<>();
    private TargetTable table;
    private long rows;

    ValuesLoad(LoadOrder order, SourceFile file, DatabaseSession session, LongConsumer progress) {
        this.order = order;
        this.file = file;
        this.session = session;
        this.progress = progress;
    }

    /** Returns a sentence of what was loaded. */
    String run() throws IOException {
        if (file.format() == FileFormat.JSON) {
            loadJson();
        } else {
            loadCsv(file.format() == FileFormat.TSV ? '\t' : ',');
        }
        advanceSequences();
        return "Loaded " + file.name() + " into " + order.target() + ": " + Amounts.of(rows, "row") + " of "
                + (table == null ? order.table() : table.name());
    }

    private void loadCsv(char delimiter) throws IOException {
        InputStream content = file.content();
        CsvHeader header = CsvHeader.read(content, delimiter);
        if (header == null) {
            throw LoadFailure.at(file.name(), 1, "the file is empty, and its first line is to name the columns");
        }
        if (order.create()) {
            create(header.names().stream()
                    .map(name -> SqlText.name(name) + " text")
                    .toList());
        }
        table = TargetTable.find(session, order.table());
        List<String> columns = new ArrayList<>();
        header.names().forEach(name -> columns.add(column(name, 1).name()));
        copy(
                columns,
                "csv, DELIMITER " + SqlText.literal(String.valueOf(header.delimiter())),
                1 + header.lines(),
                out -> {
                    byte[] piece = new byte[64 * 1024];
                    for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                        out.write(piece, 0, read);
                        progress.accept(rows);
                    }
                });
    }

    private void create(List<String> columns) {
        session.execute("CREATE TABLE " + written(order.table()) + " (" + String.join(", ", columns) + ")");
    }

    /** A name as people write it: a schema before a dot, capitals kept. */
    private static String written(String name) {
        int dot = name.indexOf('.');
        return name.contains("\"")
                ? name
                : dot < 0 ? SqlText.name(name) : SqlText.name(name.substring(0, dot), name.substring(dot + 1));
    }

    /** Rows that name the same columns go in one COPY. */
    private void loadJson() throws IOException {
        JsonRows objects = new JsonRows(file.name(), file.content());
        Map<String, Object> first;
        if (order.create()) {
            first = objects.next(name -> null);
            if (first != null) {
                create(first.entrySet().stream()
                        .map(entry -> SqlText.name(entry.getKey()) + " " + typeOf(entry.getValue()))
                        .toList());
            }
            table = TargetTable.find(session, order.table());
        } else {
            table = TargetTable.find(session, order.table());
            first = objects.next(table::column);
        }
        Object[] next = {first};
        while (next[0] != null) {
            @SuppressWarnings("unchecked")
            Map<String, Object> row = (Map<String, Object>) next[0];
            List<String> names = List.copyOf(row.keySet());
            long line = objects.line();
            List<String> columns = new ArrayList<>();
            names.forEach(name -> columns.add(column(name, line).name()));
            copy(columns, "text", line, out -> {
                Map<String, Object> each = row;
                while (each != null && List.copyOf(each.keySet()).equals(names)) {
                    out.write(
                            (each.values().stream().map(ValuesLoad::copyText).collect(Collectors.joining("\t")) + "\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    progress.accept(rows);
                    each = objects.next(table::column);
                }
                next[0] = each;
            });
        }
    }

    private static String typeOf(Object value) {
        if (value instanceof JsonRows.Number) {
            return "numeric";
        }
        return value instanceof Boolean ? "boolean" : value instanceof JsonRows.Structure ? "jsonb" : "text";
    }

    private static String copyText(Object value) {
        return value == null
                ? "\\N"
                : value.toString()
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t");
    }

    private TargetTable.Column column(String name, long line) {
        TargetTable.Column column = table.column(name);
        if (column == null) {
            throw LoadFailure.at(
                    file.name(),
                    line,
                    table.name() + " has no column '" + name + "' that takes values; it has " + table.listed());
        }
        filled.add(column);
        return column;
    }

    private void copy(List<String> columns, String format, long firstLine, CopySource source) throws IOException {
        String sql = "COPY " + table.name() + " ("
                + columns.stream().map(SqlText::name).collect(Collectors.joining(", "))
                + ") FROM STDIN WITH (FORMAT " + format + ")";
        try {
            rows += session.copyFrom(sql, source);
        } catch (ServerErrorException e) {
            throw LoadFailure.ofData(file.name(), firstLine, e.error(), e);
        }
    }

    /** What is inserted next gets numbers behind those that were loaded. */
    private void advanceSequences() {
        for (TargetTable.Column column : filled) {
            if (column.sequence() != null) {
                session.execute(
                        "SELECT pg_catalog.setval(" + SqlText.literal(column.sequence()) + ", m) FROM (SELECT max("
                                + SqlText.name(column.name()) + ") AS m FROM " + table.name()
                                + ") x WHERE m > (SELECT last_value FROM "
                                + column.sequence() + ")");
            }
        }
    }
}
