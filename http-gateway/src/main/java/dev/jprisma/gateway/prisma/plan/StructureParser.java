package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.result.FieldType;
import dev.jprisma.gateway.prisma.result.Structure;
import dev.jprisma.gateway.prisma.value.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.SerializedString;

/** Reads the structure of a {@code dataMap} and the enums it names. */
final class StructureParser {
    private final PlanParser plans;
    private final Map<String, Map<String, String>> enums;

    StructureParser(PlanParser plans, JsonFields dataMap) {
        this.plans = plans;
        this.enums = dataMap.mapOrEmpty("enums", StructureParser::labels);
    }

    private static Map<String, String> labels(Object json) {
        JsonFields labels = JsonFields.of("enum", json);
        Map<String, String> names = new LinkedHashMap<>();
        labels.fields().keySet().forEach(label -> names.put((String) label, labels.string((String) label)));
        return names;
    }

    Structure structure(Object json) {
        JsonFields structure = JsonFields.of("structure", json);
        String type = structure.string("type");
        return switch (type) {
            case "affectedRows" -> new Structure.AffectedRows();
            case "object" -> entity(structure);
            case "field" -> new Structure.Field(structure.stringOr("dbName", ""), type(structure.object("fieldType")));
            default -> throw plans.unknown("structure", type);
        };
    }

    private Structure entity(JsonFields structure) {
        List<Structure.Member> members = new ArrayList<>();
        structure.mapOrEmpty("fields", this::structure).forEach((name, member) -> {
            if (member instanceof Structure.AffectedRows) {
                throw structure.malformed(name, "a field or an object");
            }
            members.add(new Structure.Member(new SerializedString(name), member));
        });
        return new Structure.Entity(structure.stringOrNull("serializedName"), members, structure.flag("skipNulls"));
    }

    private FieldType type(JsonFields type) {
        FieldType.Kind kind = plans.choose("field type", type.string("type"), FieldType.Kind.values());
        boolean bytes = kind == FieldType.Kind.BYTES;
        String enumName = kind == FieldType.Kind.ENUM ? type.string("name") : null;
        return new FieldType(
                kind,
                "list".equals(type.stringOr("arity", "required")),
                bytes
                        ? plans.choose("encoding", type.stringOr("encoding", "array"), FieldType.Encoding.values())
                        : null,
                enumName,
                enumName == null ? null : enums.get(enumName));
    }
}
