package dev.jprisma.console.data;

import dev.jprisma.console.schema.SchemaReader;
import dev.jprisma.console.schema.TableColumn;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.postgres.wire.PostgresConnection;
import dev.jprisma.postgres.wire.ResultReceiver;
import dev.jprisma.postgres.wire.Row;
import dev.jprisma.postgres.wire.Statement;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows: by their primary key or not at all, in one transaction, and a cell only where it still is what was seen
 * there, so that of two windows the second one is told.
 *
 * <p>Of one thread at a time, as the session is.
 */
public final class TableEditor {
    private static final EditStatement BEGIN = new EditStatement("BEGIN", List.of());
    private static final EditStatement COMMIT = new EditStatement("COMMIT", List.of());
    private static final EditStatement ROLLBACK = new EditStatement("ROLLBACK", List.of());

    private final PostgresConnection session;

    /** @param session in which values are text as PostgreSQL writes it by default: ISO dates, bytea in hex */
    public TableEditor(PostgresConnection session) {
        this.session = session;
    }

    /**
     * What {@link #run} of the same request runs.
     *
     * @throws JprismaException if there is no such table or column, or it has no primary key
     */
    public List<EditStatement> preview(EditRequest request) {
        List<EditStatement> statements = new ArrayList<>();
        statements.add(BEGIN);
        plan(shape(request), request).forEach(sql -> statements.add(shown(sql)));
        statements.add(COMMIT);
        return statements;
    }

    /**
     * Writes all or nothing.
     *
     * @throws dev.jprisma.postgres.wire.ServerErrorException if PostgreSQL refuses one of them; nothing is written then
     */
    public EditOutcome run(EditRequest request) {
        TableShape shape = shape(request);
        List<BoundSql> plan = plan(shape, request);
        List<EditStatement> ran = new ArrayList<>();
        try {
            session.query("BEGIN", ResultReceiver.NONE);
            ran.add(BEGIN);
            for (int i = 0; i < plan.size(); i++) {
                ran.add(shown(plan.get(i)));
                RowEdit edit = request.edits().get(i);
                if (!changedOneRow(plan.get(i).statement())) {
                    session.query("ROLLBACK", ResultReceiver.NONE);
                    ran.add(ROLLBACK);
                    return new EditOutcome(ran, conflict(shape, edit));
                }
            }
            session.query("COMMIT", ResultReceiver.NONE);
            ran.add(COMMIT);
            return new EditOutcome(ran, null);
        } finally {
            Transactions.rollBack(session);
        }
    }

    private TableShape shape(EditRequest request) {
        return new SchemaReader(session).shape(request.table());
    }

    private static List<BoundSql> plan(TableShape shape, EditRequest request) {
        return request.edits().stream().map(edit -> statement(shape, edit)).toList();
    }

    private static EditStatement shown(BoundSql sql) {
        return new EditStatement(sql.sql(), sql.values());
    }

    private static BoundSql statement(TableShape shape, RowEdit edit) {
        return switch (edit.kind()) {
            case ADD -> insert(shape, edit);
            case CHANGE -> update(shape, edit);
            case DELETE ->
                RowKey.where(
                        new BoundSql().append("DELETE FROM " + shape.table().quoted()), shape, edit.key());
        };
    }

    private static BoundSql insert(TableShape shape, RowEdit edit) {
        BoundSql sql = new BoundSql().append("INSERT INTO " + shape.table().quoted());
        if (edit.changes().isEmpty()) {
            return sql.append(" DEFAULT VALUES");
        }
        String before = " (";
        for (CellChange change : edit.changes()) {
            sql.append(before + shape.column(change.column()).quoted());
            before = ", ";
        }
        before = ") VALUES (";
        for (CellChange change : edit.changes()) {
            sql.append(before).bind(shape.column(change.column()), change.value());
            before = ", ";
        }
        return sql.append(")");
    }

    private static BoundSql update(TableShape shape, RowEdit edit) {
        if (edit.changes().isEmpty()) {
            throw new JprismaException(
                    ErrorKind.INVALID, "This change of a row of " + shape.table() + " changes nothing.");
        }
        BoundSql sql = new BoundSql().append("UPDATE " + shape.table().quoted());
        String before = " SET ";
        for (CellChange change : edit.changes()) {
            TableColumn column = shape.column(change.column());
            sql.append(before + column.quoted() + " = ").bind(column, change.value());
            before = ", ";
        }
        RowKey.where(sql, shape, edit.key());
        for (CellChange change : edit.changes()) {
            stillIs(sql, shape.column(change.column()), change.old());
        }
        return sql;
    }

    /** As text: not all types have an equality, and that of some is not that of what people see. */
    private static void stillIs(BoundSql sql, TableColumn column, String old) {
        String name = column.quoted();
        if (old == null) {
            sql.append(" AND " + name + " IS NULL");
        } else {
            sql.append(" AND concat(" + name + ") = ").bindText(old);
            if (old.isEmpty()) {
                sql.append(" AND " + name + " IS NOT NULL");
            }
        }
    }

    private boolean changedOneRow(Statement statement) {
        String[] tag = new String[1];
        session.execute(statement, new ResultReceiver() {
            @Override
            public void complete(String commandTag) {
                tag[0] = commandTag;
            }
        });
        return tag[0].endsWith(" 1");
    }

    private String conflict(TableShape shape, RowEdit edit) {
        String row = "The row " + String.join(", ", edit.key()) + " of " + shape.table();
        if (edit.kind() == RowEdit.Kind.ADD) {
            return "The new row was not taken: a rule or a trigger of " + shape.table() + " kept it out.";
        }
        List<String> now = new ArrayList<>();
        BoundSql sql = new BoundSql().append("SELECT ");
        for (int i = 0; i < edit.changes().size(); i++) {
            sql.append((i == 0 ? "" : ", ")
                    + DisplayedValue.expression(
                            shape.column(edit.changes().get(i).column())));
        }
        RowKey.where(sql.append(" FROM " + shape.table().quoted()), shape, edit.key());
        boolean[] there = new boolean[1];
        session.execute(sql.statement(), new ResultReceiver() {
            @Override
            public void row(Row found) {
                there[0] = true;
                for (int i = 0; i < found.size(); i++) {
                    now.add(found.text(i));
                }
            }
        });
        if (!there[0]) {
            return row + " is not there any more: somebody deleted it, or changed its key. Nothing was written.";
        }
        for (int i = 0; i < now.size(); i++) {
            CellChange change = edit.changes().get(i);
            String value = now.get(i);
            if (value == null ? change.old() != null : !value.equals(change.old())) {
                return row + " was changed meanwhile: " + change.column() + " is " + (value == null ? "NULL" : value)
                        + " now, and was " + (change.old() == null ? "NULL" : change.old())
                        + " when you looked. Nothing was written: load the page, and change it again.";
            }
        }
        return row + " was not written: a policy, rule or trigger of the table kept it as it is.";
    }
}
