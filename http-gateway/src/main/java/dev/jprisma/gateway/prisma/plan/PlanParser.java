package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.result.ColumnsCache;
import dev.jprisma.gateway.prisma.result.Structure;
import dev.jprisma.gateway.prisma.value.JsonFields;
import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads plans of Prisma Client 7.0 to 7.10. What it does not know is a 400 that names it and the client's version.
 *
 * <p>The nodes are made as their text is read: that of a large write is many times what they take. Only their smallest
 * parts are read as values first.
 */
final class PlanParser {
    /** Bytes of memory, about; of a binding with its name and, once it is evaluated, its value. */
    private static final int NODE = 64;

    private static final int BINDING = 240;

    private final JsonParser json;
    private final String clientVersion;
    private final LongConsumer kept;
    private final SharedParts shared;
    private final QueryParser queries;
    private long bytesOfPart;

    /**
     * @param json goes to the plan's last token
     * @param kept takes the bytes of memory of each part, as it is read
     */
    PlanParser(JsonParser json, String clientVersion, LongConsumer kept) {
        this(json, clientVersion, kept, new SharedParts());
    }

    private PlanParser(JsonParser json, String clientVersion, LongConsumer kept, SharedParts shared) {
        this.json = json;
        this.clientVersion = clientVersion;
        this.kept = kept;
        this.shared = shared;
        this.queries = new QueryParser(this, shared);
    }

    /** The node that starts at the current token. Calls are few between one and the next that it is made of. */
    PlanNode node() {
        requireObject("node");
        kept.accept(NODE);
        String type = null;
        String early = "null";
        PlanNode node = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("type") && json.currentToken() == JsonToken.VALUE_STRING) {
                type = json.getString();
            } else if (!name.equals("args")) {
                json.skipChildren();
            } else if (type == null) {
                early = ValueWriter.text(typesFirst(JsonReader.read(json)));
            } else {
                node = switch (type) {
                    case "value" -> new ControlNode.Value(queries.nextArgument());
                    case "seq" -> new ControlNode.Sequence(nodes());
                    case "get" -> new ControlNode.Get(values(type).string("name"));
                    case "let" -> let();
                    case "getFirstNonEmpty" ->
                        new ControlNode.FirstNonEmpty(values(type).strings("names"));
                    case "if" -> choice();
                    case "unit" -> unit();
                    case "query" -> new DatabaseNode.Query(queries.query(), new ColumnsCache());
                    case "execute" -> new DatabaseNode.Execute(queries.query());
                    case "transaction" -> new DatabaseNode.Transaction(node());
                    case "reverse" -> new ListNode.Reverse(node());
                    case "unique" -> new ListNode.Unique(node());
                    case "required" -> new ListNode.Required(node());
                    case "sum" -> new ListNode.Sum(nodes());
                    case "concat" -> new ListNode.Concat(nodes());
                    case "mapField" -> mapField();
                    case "diff" -> difference();
                    case "join" -> join();
                    case "initializeRecord" -> initialize();
                    case "mapRecord" -> change();
                    case "dataMap" -> dataMap();
                    case "validate" -> validate();
                    case "process" -> process();
                    default -> throw unknown("node", type);
                };
            }
        }
        return node == null ? node(type, early) : node;
    }

    /** The node whose arguments came before its type, so that it was not known how to read them; or that has none. */
    private PlanNode node(String type, String args) {
        if (type == null) {
            throw JsonFields.of("node", Map.of()).malformed("type", "a string");
        }
        String text = "{\"type\":" + ValueWriter.text(type) + ",\"args\":" + args + "}";
        try (JsonParser again = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            again.nextToken();
            return new PlanParser(again, clientVersion, kept, shared).node();
        }
    }

    /** The same with the type of each node before its arguments, so that none of them is read twice more. */
    private static Object typesFirst(Object value) {
        if (value instanceof List<?> list) {
            List<Object> ordered = new ArrayList<>(list.size());
            for (Object element : list) {
                ordered.add(typesFirst(element));
            }
            return ordered;
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return value;
        }
        Map<Object, Object> ordered = new LinkedHashMap<>();
        if (fields.containsKey("args") && fields.containsKey("type")) {
            ordered.put("type", null);
        }
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            ordered.put(field.getKey(), typesFirst(field.getValue()));
        }
        return ordered;
    }

    /** The value that starts at the current token. */
    Object value() {
        return JsonReader.read(json, kept);
    }

    /** The same, of which something else is made that {@link #keep keeps} other memory. */
    Object part() {
        bytesOfPart = 0;
        return JsonReader.read(json, bytes -> bytesOfPart += bytes);
    }

    /** Of the last part. */
    long bytesOfPart() {
        return bytesOfPart;
    }

    void keep(long bytes) {
        kept.accept(bytes);
    }

    /** The object that starts at the current token, with each field as that makes it of its name and first token. */
    JsonFields fields(String owner, Function<String, Object> field) {
        requireObject(owner);
        Map<String, Object> fields = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, field.apply(name));
        }
        return new JsonFields(owner, fields);
    }

    /** The same, of values. */
    private JsonFields values(String owner) {
        return JsonFields.of(owner, value());
    }

    /** The list that starts at the current token, with each element as that makes it; or the value that is no list. */
    Object list(Supplier<?> element) {
        return json.currentToken() == JsonToken.START_ARRAY ? JsonReader.readArray(json, element, kept) : value();
    }

    private void requireObject(String owner) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw JsonFields.notAnObject(owner);
        }
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

    private List<PlanNode> nodes() {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw JsonFields.of("node", Map.of()).malformed("args", "a list");
        }
        return JsonReader.readArray(json, this::node, kept);
    }

    /** A field that was read as a node. */
    private static PlanNode node(JsonFields args, String name) {
        if (args.get(name) instanceof PlanNode node) {
            return node;
        }
        throw JsonFields.notAnObject("node");
    }

    private JsonFields withExpression(String owner) {
        return fields(owner, name -> name.equals("expr") ? node() : value());
    }

    private PlanNode unit() {
        json.skipChildren();
        return new ControlNode.Unit();
    }

    private PlanNode let() {
        JsonFields args = fields("let", name -> switch (name) {
            case "bindings" -> list(this::binding);
            case "expr" -> node();
            default -> value();
        });
        return new ControlNode.Let(args.list("bindings", ControlNode.Binding.class::cast), node(args, "expr"));
    }

    private ControlNode.Binding binding() {
        JsonFields binding = fields("binding", name -> name.equals("expr") ? node() : part());
        keep(BINDING);
        return new ControlNode.Binding(shared.name(binding.string("name")), node(binding, "expr"));
    }

    private PlanNode choice() {
        JsonFields args = fields("if", name -> switch (name) {
            case "value", "then", "else" -> node();
            default -> value();
        });
        return new ControlNode.If(node(args, "value"), rule(args.get("rule")), node(args, "then"), node(args, "else"));
    }

    private PlanNode mapField() {
        JsonFields args = fields("mapField", name -> name.equals("records") ? node() : value());
        return new ListNode.MapField(args.string("field"), node(args, "records"));
    }

    private PlanNode difference() {
        JsonFields args = fields("diff", name -> switch (name) {
            case "from", "to" -> node();
            default -> value();
        });
        return new ListNode.Difference(node(args, "from"), node(args, "to"), args.strings("fields"));
    }

    private PlanNode join() {
        JsonFields args = fields("join", name -> switch (name) {
            case "parent" -> node();
            case "children" -> list(this::child);
            default -> value();
        });
        return new JoinNode(
                node(args, "parent"),
                args.list("children", JoinNode.Child.class::cast),
                args.flag("canAssumeStrictEquality"));
    }

    private JoinNode.Child child() {
        JsonFields child = fields("join child", name -> name.equals("child") ? node() : value());
        List<List<?>> pairs = child.list("on", pair -> {
            if (pair instanceof List<?> names
                    && names.size() == 2
                    && names.stream().allMatch(String.class::isInstance)) {
                return names;
            }
            throw child.malformed("on", "a list of pairs of names");
        });
        return new JoinNode.Child(
                node(child, "child"),
                JsonFields.map(pairs, pair -> (String) ((List<?>) pair).get(0)),
                JsonFields.map(pairs, pair -> (String) ((List<?>) pair).get(1)),
                child.string("parentField"),
                child.flag("isRelationUnique"));
    }

    private PlanNode initialize() {
        JsonFields args = withExpression("initializeRecord");
        Map<String, Argument> fields = args.mapOrEmpty("fields", json -> {
            JsonFields field = JsonFields.of("field initializer", json);
            return switch (field.string("type")) {
                case "value" -> queries.argument(field.get("value"));
                case "lastInsertId" -> new Argument.Literal(null);
                default -> throw unknown("field initializer", field.string("type"));
            };
        });
        return new RecordNode.Initialize(node(args, "expr"), fields);
    }

    private PlanNode change() {
        JsonFields args = withExpression("mapRecord");
        Map<String, RecordNode.FieldChange> changes = new LinkedHashMap<>();
        args.mapOrEmpty("fields", json -> JsonFields.of("field operation", json))
                .forEach((name, field) -> changes.put(
                        name,
                        new RecordNode.FieldChange(
                                name,
                                choose("field operation", field.string("type"), RecordNode.Operation.values()),
                                queries.argument(field.get("value")))));
        return new RecordNode.Change(node(args, "expr"), List.copyOf(changes.values()));
    }

    private PlanNode dataMap() {
        JsonFields args = withExpression("dataMap");
        Structure structure = new StructureParser(this, args).structure(args.get("structure"));
        return new DataMapNode(node(args, "expr"), structure);
    }

    private PlanNode validate() {
        JsonFields args = withExpression("validate");
        // "error_identifier" until 7.3
        String identifier =
                args.has("errorIdentifier") ? args.string("errorIdentifier") : args.string("error_identifier");
        ValidationError error = new ValidationError(
                choose("error", identifier.toLowerCase(Locale.ROOT), ValidationError.Identifier.values()),
                args.mapOrEmpty("context", value -> value));
        return new ValidateNode(node(args, "expr"), args.list("rules", this::rule), error);
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

    private PlanNode process() {
        JsonFields args = withExpression("process");
        return new ProcessNode(node(args, "expr"), operations(args.get("operations")));
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
