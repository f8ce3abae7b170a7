package dev.jprisma.console.data;

import dev.jprisma.console.schema.TableColumn;
import dev.jprisma.console.schema.TableShape;
import dev.jprisma.postgres.wire.Parameter;
import dev.jprisma.postgres.wire.Statement;
import java.util.ArrayList;
import java.util.List;

/** A statement as it is put together: whatever is no name becomes a parameter. */
final class BoundSql {
    private static final int TEXT = 25;

    private final StringBuilder sql = new StringBuilder();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    BoundSql append(String text) {
        sql.append(text);
        return this;
    }

    /** Binds a value of a column's type, or NULL. */
    BoundSql bind(TableColumn column, String value) {
        return bind(column.typeOid(), value);
    }

    BoundSql bindText(String value) {
        return bind(TEXT, value);
    }

    private BoundSql bind(int type, String value) {
        parameters.add(Parameter.text(type, value));
        values.add(value);
        sql.append('$').append(parameters.size());
        return this;
    }

    /** Appends conditions for all filters, each behind WHERE or AND. */
    BoundSql where(TableShape shape, List<Filter> filters) {
        String before = " WHERE ";
        for (Filter filter : filters) {
            append(before);
            condition(shape.column(filter.column()), filter);
            before = " AND ";
        }
        return this;
    }

    private void condition(TableColumn column, Filter filter) {
        String name = column.quoted();
        switch (filter.operator()) {
            // Unlike IS NULL it means the value itself, also of a row whose fields are NULL.
            case IS_NULL -> append(name + " IS NOT DISTINCT FROM NULL");
            case IS_NOT_NULL -> append(name + " IS DISTINCT FROM NULL");
            case CONTAINS -> append(name + "::text ILIKE ").bindText('%' + literally(filter.value()) + '%');
            case STARTS_WITH -> append(name + "::text LIKE ").bindText(literally(filter.value()) + '%');
            default -> append(name + " " + filter.operator() + " ").bind(column, filter.value());
        }
    }

    private static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    Statement statement() {
        return new Statement(sql.toString(), parameters);
    }

    String sql() {
        return sql.toString();
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** The parameters' texts, in their order; null for NULL. */
    List<String> values() {
        return values;
    }
}
