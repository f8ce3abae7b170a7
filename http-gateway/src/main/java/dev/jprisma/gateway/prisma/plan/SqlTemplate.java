package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.statement.ArgumentType;
import dev.jprisma.gateway.prisma.statement.RenderedStatement;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SQL in fragments, with one argument for each fragment that has placeholders. */
final class SqlTemplate implements DatabaseQuery {
    /** What Prisma allows in one statement; the protocol's own limit is 65535. */
    static final int MAX_BIND_VALUES = 32766;

    /** Of all statements of a template: what stands around each value is not bounded by the body. */
    static final int LONGEST_SQL = 32 << 20;

    /** Empty, as are the types, if the statement is fixed. */
    private final List<Fragment> fragments;

    private final String placeholderPrefix;
    private final boolean numbered;
    private final List<Argument> arguments;
    private final List<ArgumentType> types;
    private final boolean chunkable;
    /** The statement's text and types if they do not depend on the arguments, else null. */
    private final RenderedStatement fixed;

    SqlTemplate(
            List<Fragment> fragments,
            String placeholderPrefix,
            boolean numbered,
            List<Argument> arguments,
            List<ArgumentType> types,
            boolean chunkable) {
        this.placeholderPrefix = placeholderPrefix;
        this.numbered = numbered;
        this.arguments = arguments;
        this.chunkable = chunkable;
        boolean isFixed = count(fragments) == arguments.size() && !hasLists(fragments, types);
        this.fixed = isFixed ? renderOne(fragments, types, nulls(arguments.size())) : null;
        this.fragments = isFixed ? List.of() : fragments;
        this.types = isFixed ? List.of() : types;
    }

    private static boolean hasLists(List<Fragment> fragments, List<ArgumentType> types) {
        return fragments.stream().anyMatch(f -> f instanceof Fragment.Tuple || f instanceof Fragment.TupleList)
                || types.stream().anyMatch(ArgumentType.Tuple.class::isInstance);
    }

    private static long count(List<Fragment> fragments) {
        return fragments.stream().filter(f -> !(f instanceof Fragment.Text)).count();
    }

    private static List<Object> nulls(int count) {
        List<Object> nulls = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            nulls.add(null);
        }
        return nulls;
    }

    @Override
    public boolean isRaw() {
        return false;
    }

    @Override
    public List<RenderedStatement> render(Evaluation evaluation, VariableScope scope) {
        List<Object> values = Argument.evaluateAll(arguments, evaluation, scope);
        if (fixed != null) {
            requireFewEnough(values);
            return List.of(new RenderedStatement(fixed.sql(), values, fixed.types()));
        }
        List<RenderedStatement> statements = new ArrayList<>();
        long length = 0;
        for (List<Object> chunk : chunkable ? new Chunks(fragments, values).split() : List.of(values)) {
            RenderedStatement statement = renderOne(fragments, types, chunk);
            length += statement.sql().length();
            requireWithinLimit(length);
            requireFewEnough(statement.values());
            statements.add(statement);
        }
        return statements;
    }

    private static void requireFewEnough(List<Object> values) {
        if (values.size() > MAX_BIND_VALUES) {
            throw new PrismaError(
                    400, "P2029", "The query parameter limit supported by your database is exceeded.", Map.of());
        }
    }

    private RenderedStatement renderOne(List<Fragment> fragments, List<ArgumentType> types, List<Object> values) {
        StringBuilder sql = new StringBuilder();
        List<Object> flat = new ArrayList<>();
        List<ArgumentType.Scalar> flatTypes = new ArrayList<>();
        int argument = 0;
        for (Fragment fragment : fragments) {
            if (fragment instanceof Fragment.Text text) {
                sql.append(text.sql());
                continue;
            }
            Object value = argument(values, argument);
            int before = flat.size();
            if (fragment instanceof Fragment.Tuple tuple) {
                appendTuple(tuple, Values.list(value), sql, flat);
            } else if (fragment instanceof Fragment.TupleList list) {
                appendTupleList(list, tuples(value), sql, flat);
            } else {
                appendPlaceholder(value, sql, flat);
            }
            addTypes(
                    argument < types.size() ? types.get(argument) : ArgumentType.OTHER,
                    flat.size() - before,
                    flatTypes);
            argument++;
        }
        return new RenderedStatement(sql.toString(), flat, flatTypes);
    }

    static Object argument(List<Object> values, int index) {
        if (index >= values.size()) {
            throw PrismaError.badRequest(
                    "Malformed query template. Fragments attempt to read over " + values.size() + " parameters.");
        }
        return values.get(index);
    }

    static List<List<Object>> tuples(Object value) {
        if (!(Values.plain(value) instanceof List<?> list)) {
            throw PrismaError.badRequest("Malformed query template. Tuple list expected.");
        }
        if (list.isEmpty()) {
            throw PrismaError.badRequest("Malformed query template. Tuple list cannot be empty.");
        }
        List<List<Object>> tuples = new ArrayList<>(list.size());
        for (Object tuple : list) {
            if (!(tuple instanceof List<?>)) {
                throw PrismaError.badRequest("Malformed query template. Tuple expected.");
            }
            tuples.add(Values.list(tuple));
        }
        return tuples;
    }

    private static void requireWithinLimit(long length) {
        if (length > LONGEST_SQL) {
            throw PrismaError.badRequest("The SQL of a query would have more than " + LONGEST_SQL
                    + " characters. Send fewer records at a time, or use the TCP URL.");
        }
    }

    private void appendPlaceholder(Object value, StringBuilder sql, List<Object> flat) {
        requireWithinLimit(sql.length());
        flat.add(value);
        sql.append(placeholderPrefix);
        if (numbered) {
            sql.append(flat.size());
        }
    }

    private void appendTuple(Fragment.Tuple tuple, List<Object> items, StringBuilder sql, List<Object> flat) {
        sql.append('(');
        String separator = "";
        for (Object item : items) {
            sql.append(separator).append(tuple.itemPrefix());
            appendPlaceholder(item, sql, flat);
            sql.append(tuple.itemSuffix());
            separator = tuple.itemSeparator();
        }
        sql.append(items.isEmpty() ? "NULL)" : ")");
    }

    private void appendTupleList(
            Fragment.TupleList list, List<List<Object>> groups, StringBuilder sql, List<Object> flat) {
        String groupSeparator = "";
        for (List<Object> group : groups) {
            sql.append(groupSeparator).append(list.itemPrefix());
            String separator = "";
            for (Object item : group) {
                sql.append(separator);
                appendPlaceholder(item, sql, flat);
                separator = list.itemSeparator();
            }
            sql.append(list.itemSuffix());
            groupSeparator = list.groupSeparator();
        }
    }

    private static void addTypes(ArgumentType type, int count, List<ArgumentType.Scalar> flat) {
        if (type instanceof ArgumentType.Tuple tuple) {
            int arity = tuple.elements().size();
            if (arity == 0 || count % arity != 0) {
                throw PrismaError.badRequest("Malformed query template. Expected the number of parameters to match the"
                        + " tuple arity, but got " + count + " parameters for a tuple of arity " + arity + ".");
            }
            for (int i = 0; i < count; i++) {
                flat.add(tuple.elements().get(i % arity));
            }
        } else {
            for (int i = 0; i < count; i++) {
                flat.add((ArgumentType.Scalar) type);
            }
        }
    }
}
