package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.generator.GeneratorName;
import dev.jprisma.gateway.prisma.statement.ArgumentType;
import dev.jprisma.gateway.prisma.value.JsonFields;
import dev.jprisma.gateway.prisma.value.Parameters;
import java.util.List;
import java.util.Map;

/** Reads the SQL of a plan, its arguments and their types. */
final class QueryParser {
    private static final String TAG = "prisma__type";

    /** Characters of a label; of an enum, for one. */
    private static final int LONGEST_SHARED = 64;

    /** Bytes of memory, about. */
    private static final int PLACEHOLDER = 8;

    private static final int ARGUMENT = 20;
    private static final int TYPE = 4;

    private final PlanParser plans;
    private final SharedParts shared;

    QueryParser(PlanParser plans, SharedParts shared) {
        this.plans = plans;
        this.shared = shared;
    }

    /** The query that starts at the parser's current token. */
    DatabaseQuery query() {
        JsonFields query = plans.fields("query", name -> switch (name) {
            case "fragments" -> plans.list(this::nextFragment);
            case "args" -> plans.list(this::nextArgument);
            case "argTypes" -> plans.list(this::nextType);
            default -> plans.value();
        });
        String type = query.string("type");
        return switch (type) {
            case "rawSql" -> raw(query);
            case "templateSql" -> template(query);
            default -> throw plans.unknown("query", type);
        };
    }

    private DatabaseQuery raw(JsonFields query) {
        return new DatabaseQuery.Raw(
                query.string("sql"),
                query.listOrEmpty("args", Argument.class::cast),
                query.listOrEmpty("argTypes", QueryParser::requireScalar));
    }

    private DatabaseQuery template(JsonFields query) {
        JsonFields placeholder = query.object("placeholderFormat");
        return new SqlTemplate(
                query.list("fragments", Fragment.class::cast),
                placeholder.string("prefix"),
                placeholder.flag("hasNumbering"),
                query.listOrEmpty("args", Argument.class::cast),
                query.listOrEmpty("argTypes", ArgumentType.class::cast),
                query.flag("chunkable"));
    }

    private Fragment nextFragment() {
        Fragment fragment = shared.one(fragment(plans.part()));
        plans.keep(fragment instanceof Fragment.Text text ? text.sql().length() : PLACEHOLDER);
        return fragment;
    }

    /** The argument that starts at the parser's current token. */
    Argument nextArgument() {
        Argument argument = argument(plans.part());
        plans.keep(argument instanceof Argument.Literal ? plans.bytesOfPart() : ARGUMENT);
        return argument;
    }

    private ArgumentType nextType() {
        ArgumentType type = shared.one(type(plans.part()));
        plans.keep(TYPE);
        return type;
    }

    private Fragment fragment(Object json) {
        JsonFields fragment = JsonFields.of("fragment", json);
        String type = fragment.string("type");
        return switch (type) {
            case "stringChunk" -> new Fragment.Text(fragment.string("chunk"));
            case "parameter" -> new Fragment.One();
            // until 7.3 without prefix, separator and suffix
            case "parameterTuple" ->
                new Fragment.Tuple(
                        fragment.stringOr("itemPrefix", ""),
                        fragment.stringOr("itemSeparator", ","),
                        fragment.stringOr("itemSuffix", ""));
            case "parameterTupleList" ->
                new Fragment.TupleList(
                        fragment.stringOr("itemPrefix", "("),
                        fragment.stringOr("itemSeparator", ","),
                        fragment.stringOr("itemSuffix", ")"),
                        fragment.stringOr("groupSeparator", ","));
            default -> throw plans.unknown("fragment", type);
        };
    }

    private ArgumentType type(Object json) {
        JsonFields type = JsonFields.of("argument type", json);
        return "tuple".equals(type.get("arity"))
                ? new ArgumentType.Tuple(type.list("elements", this::scalarType))
                : scalarType(json);
    }

    private ArgumentType.Scalar scalarType(Object json) {
        JsonFields type = JsonFields.of("argument type", json);
        return new ArgumentType.Scalar(
                switch (type.string("scalarType")) {
                    case "datetime" -> ArgumentType.Kind.DATETIME;
                    case "bytes" -> ArgumentType.Kind.BYTES;
                    default -> ArgumentType.Kind.OTHER;
                },
                switch (type.stringOr("dbType", "")) {
                    case "DATE" -> ArgumentType.DatePart.DATE;
                    case "TIME", "TIMETZ" -> ArgumentType.DatePart.TIME;
                    default -> ArgumentType.DatePart.BOTH;
                },
                "list".equals(type.stringOr("arity", "scalar")));
    }

    private static ArgumentType.Scalar requireScalar(Object type) {
        if (type instanceof ArgumentType.Scalar scalar) {
            return scalar;
        }
        throw JsonFields.of("argument type", Map.of()).malformed("scalarType", "a string");
    }

    Argument argument(Object json) {
        if (json instanceof List<?> list) {
            List<Argument> elements = JsonFields.map(list, this::argument);
            return elements.stream().allMatch(Argument.Literal.class::isInstance)
                    ? new Argument.Literal(list)
                    : new Argument.ListOf(elements);
        }
        if (!(json instanceof Map<?, ?> fields) || !fields.containsKey(TAG)) {
            return literal(json);
        }
        JsonFields tagged = JsonFields.of("argument", json);
        return switch (tagged.string(TAG)) {
            case "param" -> placeholder(tagged.object("prisma__value"));
            case "generatorCall" -> shared.one(generatorCall(tagged.object("prisma__value")));
            default -> throw plans.unknown("argument", tagged.string(TAG));
        };
    }

    private Argument literal(Object value) {
        boolean mayComeAgain = value == null
                || value instanceof Boolean
                || value instanceof String text && text.length() <= LONGEST_SHARED;
        return mayComeAgain ? shared.one(new Argument.Literal(value)) : new Argument.Literal(value);
    }

    private Argument placeholder(JsonFields value) {
        String name = value.string("name");
        boolean dateTime = "DateTime".equals(value.get("type"));
        int number = Parameters.number(name);
        if (number < 0) {
            return new Argument.Placeholder(shared.name(name), dateTime);
        }
        return dateTime ? new Argument.DateParameter(number) : new Argument.Parameter(number);
    }

    private Argument generatorCall(JsonFields call) {
        return new Argument.GeneratorCall(
                plans.choose("generator", call.string("name"), GeneratorName.values()),
                call.listOrEmpty("args", this::argument));
    }
}
