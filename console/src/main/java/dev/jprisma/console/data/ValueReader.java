package dev.jprisma.console.data;

import dev.jprisma.console.schema.SchemaReader;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Reads a value that a page has only the beginning of. */
public final class ValueReader {
    private final PostgresConnection session;

    /** @param session in which values are text as PostgreSQL writes it by default: ISO dates, bytea in hex */
    public ValueReader(PostgresConnection session) {
        this.session = session;
    }

    /**
     * Writes PostgreSQL's text of it, as it arrives; nothing for NULL.
     *
     * @throws JprismaException ({@link ErrorKind#NOT_FOUND}) if there is no such row any more
     */
    public void write(ValueRequest request, OutputStream out) throws IOException {
        TableShape shape = new SchemaReader(session).shape(request.table());
        BoundSql sql = new BoundSql()
                .append("SELECT " + shape.column(request.column()).quoted() + " FROM "
                        + shape.table().quoted());
        RowKey.where(sql, shape, request.key());
        boolean[] found = new boolean[1];
        try {
            session.execute(sql.statement(), new ResultReceiver() {
                @Override
                public void row(Row row) {
                    found[0] = true;
                    if (!row.isNull(0)) {
                        try (InputStream value = row.stream(0)) {
                            value.transferTo(out);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!found[0]) {
            throw new JprismaException(
                    ErrorKind.NOT_FOUND,
                    "The row " + String.join(", ", request.key()) + " of " + shape.table() + " is not there any more.");
        }
    }
}
