package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.result.ColumnsCache;
import dev.jprisma.gateway.prisma.result.Structure;
import dev.jprisma.gateway.prisma.value.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads plans of Prisma Client 7.0 to 7.10. What it does not know is a 400 that names it and the client's version. */
final class PlanParser {
    private final String clientVersion;
    private final QueryParser queries;

    PlanParser(String clientVersion) {
        this.clientVersion = clientVersion;
        this.queries = new QueryParser(this);
    }

    PlanNode node(Object json) {
        JsonFields node = JsonFields.of("node", json);
        String type = node.string("type");
        Object args = node.get("args");
        return switch (type) {
            case "value" -> new ControlNode.Value(queries.argument(args));
            case "seq" -> new ControlNode.Sequence(nodes(node));
            case "get" -> new ControlNode.Get(args(type, args).string("name"));
            case "let" -> let(args(type, args));
            case "getFirstNonEmpty" ->
                new ControlNode.FirstNonEmpty(args(type, args).strings("names"));
            case "if" -> choice(args(type, args));
            case "unit" -> new ControlNode.Unit();
            case "query" -> new DatabaseNode.Query(queries.query(args), new ColumnsCache());
            case "execute" -> new DatabaseNode.Execute(queries.query(args));
            case "transaction" -> new DatabaseNode.Transaction(node(args));
            case "reverse" -> new ListNode.Reverse(node(args));
            case "unique" -> new ListNode.Unique(node(args));
            case "required" -> new ListNode.Required(node(args));
            case "sum" -> new ListNode.Sum(nodes(node));
            case "concat" -> new ListNode.Concat(nodes(node));
            case "mapField" -> mapField(args(type, args));
            case "diff" -> difference(args(type, args));
            case "join" -> join(args(type, args));
            case "initializeRecord" -> initialize(args(type, args));
            case "mapRecord" -> change(args(type, args));
            case "dataMap" -> dataMap(args(type, args));
            case "validate" -> validate(args(type, args));
            case "process" -> process(args(type, args));
            default -> throw unknown("node", type);
        };
    }

    /** 400 for a part of a plan that a later client invented. */
    PrismaError unknown(String what, String name) {
        return PrismaError.badRequest("Prisma Client " + clientVersion + " sent a query plan with the " + what + " \""
                + name + "\", which is unknown here. Use a Prisma Client from 7.0 to 7.10, or the TCP URL with a"
                + " driver adapter.");
    }

    /** @throws PrismaError if none of the names, in any case, is that one */
    <E extends Enum<E>> E choose(String what, String name, E[] values) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw unknown(what, name);
    }

    private static JsonFields args(String type, Object args) {
        return JsonFields.of(type, args);
    }

    private List<PlanNode> nodes(JsonFields node) {
        return node.list("args", this::node);
    }

    private PlanNode let(JsonFields args) {
        List<ControlNode.Binding> bindings = args.list("bindings", json -> {
            JsonFields binding = JsonFields.of("binding", json);
            return new ControlNode.Binding(binding.string("name"), node(binding.get("expr")));
        });
        return new ControlNode.Let(bindings, node(args.get("expr")));
    }

    private PlanNode choice(JsonFields args) {
        return new ControlNode.If(
                node(args.get("value")), rule(args.get("rule")), node(args.get("then")), node(args.get("else")));
    }

    private PlanNode mapField(JsonFields args) {
        return new ListNode.MapField(args.string("field"), node(args.get("records")));
    }

    private PlanNode difference(JsonFields args) {
        return new ListNode.Difference(node(args.get("from")), node(args.get("to")), args.strings("fields"));
    }

    private PlanNode join(JsonFields args) {
        return new JoinNode(
                node(args.get("parent")), args.list("children", this::child), args.flag("canAssumeStrictEquality"));
    }

    private JoinNode.Child child(Object json) {
        JsonFields child = JsonFields.of("join child", json);
        List<List<?>> pairs = child.list("on", pair -> {
            if (pair instanceof List<?> names
                    && names.size() == 2
                    && names.stream().allMatch(String.class::isInstance)) {
                return names;
            }
            throw child.malformed("on", "a list of pairs of names");
        });
        return new JoinNode.Child(
                node(child.get("child")),
                JsonFields.map(pairs, pair -> (String) ((List<?>) pair).get(0)),
                JsonFields.map(pairs, pair -> (String) ((List<?>) pair).get(1)),
                child.string("parentField"),
                child.flag("isRelationUnique"));
    }

    private PlanNode initialize(JsonFields args) {
        Map<String, Argument> fields = args.mapOrEmpty("fields", json -> {
            JsonFields field = JsonFields.of("field initializer", json);
            return switch (field.string("type")) {
                case "value" -> queries.argument(field.get("value"));
                case "lastInsertId" -> new Argument.Literal(null);
                default -> throw unknown("field initializer", field.string("type"));
            };
        });
        return new RecordNode.Initialize(node(args.get("expr")), fields);
    }

    private PlanNode change(JsonFields args) {
        Map<String, RecordNode.FieldChange> changes = new LinkedHashMap<>();
        args.mapOrEmpty("fields", json -> JsonFields.of("field operation", json))
                .forEach((name, field) -> changes.put(
                        name,
                        new RecordNode.FieldChange(
                                name,
                                choose("field operation", field.string("type"), RecordNode.Operation.values()),
                                queries.argument(field.get("value")))));
        return new RecordNode.Change(node(args.get("expr")), List.copyOf(changes.values()));
    }

    private PlanNode dataMap(JsonFields args) {
        Structure structure = new StructureParser(this, args).structure(args.get("structure"));
        return new DataMapNode(node(args.get("expr")), structure);
    }

    private PlanNode validate(JsonFields args) {
        // "error_identifier" until 7.3
        String identifier =
                args.has("errorIdentifier") ? args.string("errorIdentifier") : args.string("error_identifier");
        ValidationError error = new ValidationError(
                choose("error", identifier.toLowerCase(Locale.ROOT), ValidationError.Identifier.values()),
                args.mapOrEmpty("context", value -> value));
        return new ValidateNode(node(args.get("expr")), args.list("rules", this::rule), error);
    }

    private ValidationRule rule(Object json) {
        JsonFields rule = JsonFields.of("rule", json);
        return switch (rule.string("type")) {
            case "rowCountEq" -> new ValidationRule(ValidationRule.Kind.ROW_COUNT_EQ, count(rule));
            case "rowCountNeq" -> new ValidationRule(ValidationRule.Kind.ROW_COUNT_NEQ, count(rule));
            case "affectedRowCountEq" -> new ValidationRule(ValidationRule.Kind.AFFECTED_ROW_COUNT_EQ, count(rule));
            case "never" -> new ValidationRule(ValidationRule.Kind.NEVER, 0);
            default -> throw unknown("rule", rule.string("type"));
        };
    }

    private static long count(JsonFields rule) {
        if (rule.has("args")) {
            return rule.integerOrNull("args");
        }
        throw rule.malformed("args", "an integer");
    }

    private PlanNode process(JsonFields args) {
        return new ProcessNode(node(args.get("expr")), operations(args.get("operations")));
    }

    private RecordOperations operations(Object json) {
        JsonFields operations = JsonFields.of("operations", json);
        return new RecordOperations(
                operations.has("pagination") ? pagination(operations.object("pagination")) : null,
                operations.stringsOrNull("distinct"),
                operations.stringsOrNull("linkingFields"),
                operations.flag("reverse"),
                operations.mapOrEmpty("nested", this::operations));
    }

    private RecordOperations.Pagination pagination(JsonFields pagination) {
        return new RecordOperations.Pagination(
                pagination.has("cursor") ? pagination.mapOrEmpty("cursor", queries::argument) : null,
                pagination.integerOrNull("skip"),
                pagination.integerOrNull("take"));
    }
}
