package dev.jprisma.console.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.console.schema.SchemaReader;
import dev.jprisma.console.schema.TableColumn;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.postgres.wire.Column;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes rows as they arrive, in little memory: as fast as they are taken, since nothing more is read from PostgreSQL
 * until what was read is written. When that fails, because the reader has left, the statement is cancelled.
 */
public final class TableExport {
    private final PostgresConnection session;

    /** @param session in which values are text as PostgreSQL writes it by default: ISO dates, bytea in hex */
    public TableExport(PostgresConnection session) {
        this.session = session;
    }

    /**
     * Writes all; whoever reads knows by its end whether it is whole only if the stream is ended in another way when
     * this throws.
     *
     * @throws IOException what the stream threw
     * @throws dev.jprisma.postgres.wire.ServerErrorException if PostgreSQL refuses it, before anything was written, or
     *     ends it in the middle
     */
    public void write(ExportRequest request, OutputStream out) throws IOException {
        TableShape shape = new SchemaReader(session).shape(request.table());
        BoundSql sql = new BoundSql().append(selection(shape, request.format()));
        sql.append(" FROM " + shape.table().quoted() + " AS exported").where(shape, request.filters());
        sql.append(PageOrder.ofExport(shape, request.sort()).clause(!request.descending()));
        RowWriter rows = request.format() == ExportRequest.Format.CSV ? new CsvRows(out, shape) : new JsonRows(out);
        try {
            session.execute(sql.statement().once(), rows);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String selection(TableShape shape, ExportRequest.Format format) {
        return format == ExportRequest.Format.JSON
                ? "SELECT row_to_json(exported)"
                : "SELECT " + shape.columns().stream().map(TableColumn::quoted).collect(Collectors.joining(", "));
    }

    /** Of a receiver's methods, which may not throw what streams throw. */
    private abstract static class RowWriter implements ResultReceiver {
        final OutputStream out;

        RowWriter(OutputStream out) {
            this.out = out;
        }

        abstract void begin() throws IOException;

        abstract void write(Row row) throws IOException;

        abstract void end() throws IOException;

        @Override
        public final void columns(List<Column> columns) {
            unchecked(this::begin);
        }

        @Override
        public final void row(Row row) {
            unchecked(() -> write(row));
        }

        @Override
        public final void complete(String commandTag) {
            unchecked(this::end);
        }

        private static void unchecked(Writing writing) {
            try {
                writing.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Writing {
            void run() throws IOException;
        }
    }

    private static final class JsonRows extends RowWriter {
        private boolean any;

        JsonRows(OutputStream out) {
            super(out);
        }

        @Override
        void begin() throws IOException {
            out.write('[');
        }

        @Override
        void write(Row row) throws IOException {
            out.write((any ? ",\n" : "\n").getBytes(UTF_8));
            any = true;
            try (InputStream value = row.stream(0)) {
                value.transferTo(out);
            }
        }

        @Override
        void end() throws IOException {
            out.write("\n]\n".getBytes(UTF_8));
        }
    }

    private static final class CsvRows extends RowWriter {
        private final TableShape shape;

        CsvRows(OutputStream out, TableShape shape) {
            super(out);
            this.shape = shape;
        }

        @Override
        void begin() throws IOException {
            for (Iterator<TableColumn> columns = shape.columns().iterator(); columns.hasNext(); ) {
                field(columns.next().name());
                out.write(columns.hasNext() ? ',' : '\n');
            }
        }

        @Override
        void write(Row row) throws IOException {
            for (int i = 0; i < row.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                String value = row.text(i);
                if (value != null) {
                    field(value);
                }
            }
            out.write('\n');
        }

        @Override
        void end() {
            // The last line has ended.
        }

        private void field(String value) throws IOException {
            boolean quoted =
                    value.isEmpty() || value.equals("\\.") || value.chars().anyMatch(CsvRows::isSpecial);
            out.write((quoted ? '"' + value.replace("\"", "\"\"") + '"' : value).getBytes(UTF_8));
        }

        private static boolean isSpecial(int character) {
            return character == ',' || character == '"' || character == '\n' || character == '\r';
        }
    }
}
