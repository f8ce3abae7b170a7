package dev.jprisma.console.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object: its members, and those that may be absent. Others do no harm, and do not leave.
 *
 * @param name of the component that it is in a description; null if it has none
 * @param members in the order in which they leave
 */
public record ObjectShape(String name, Map<String, Member> members) implements Shape {
    /** @param required whether it has to be there */
    public record Member(Shape shape, boolean required) {}

    /** One without members yet. */
    public static ObjectShape named(String name) {
        return new ObjectShape(name, Map.of());
    }

    /** The same without a name. */
    public static ObjectShape unnamed() {
        return new ObjectShape(null, Map.of());
    }

    /** The same and one member more, or another one of that name. */
    public ObjectShape with(String member, Shape shape) {
        return with(member, new Member(shape, true));
    }

    /** The same and a member that may be absent. */
    public ObjectShape maybe(String member, Shape shape) {
        return with(member, new Member(shape, false));
    }

    private ObjectShape with(String member, Member shape) {
        Map<String, Member> all = new LinkedHashMap<>(members);
        all.put(member, shape);
        return new ObjectShape(name, all);
    }

    /** The same without a member. */
    public ObjectShape without(String member) {
        Map<String, Member> all = new LinkedHashMap<>(members);
        all.remove(member);
        return new ObjectShape(name, all);
    }

    /** The same members under another name. */
    public ObjectShape as(String newName) {
        return new ObjectShape(newName, members);
    }

    @Override
    public String problemOf(Object value, String where) {
        if (!(value instanceof Map<?, ?> object)) {
            return where + " must be an object";
        }
        for (Map.Entry<String, Member> entry : members.entrySet()) {
            String problem = problemOf(object, entry.getKey(), entry.getValue(), where);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static String problemOf(Map<?, ?> object, String member, Member expected, String where) {
        String full = where.isEmpty() ? member : where + "." + member;
        if (!object.containsKey(member)) {
            return expected.required() ? full + " is missing" : null;
        }
        return expected.shape().problemOf(object.get(member), full);
    }

    @Override
    public Object only(Object value) {
        Map<?, ?> object = (Map<?, ?>) value;
        Map<String, Object> only = new LinkedHashMap<>();
        members.forEach((member, expected) -> {
            if (object.containsKey(member)) {
                only.put(member, expected.shape().only(object.get(member)));
            }
        });
        return only;
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        if (name == null) {
            return definition(components);
        }
        if (!components.containsKey(name)) {
            components.put(name, Map.of());
            components.put(name, definition(components));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> definition(Map<String, Object> components) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        members.forEach((member, expected) -> {
            properties.put(member, expected.shape().schema(components));
            if (expected.required()) {
                required.add(member);
            }
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }
}
