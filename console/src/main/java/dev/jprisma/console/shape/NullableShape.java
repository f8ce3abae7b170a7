package dev.jprisma.console.shape;

import java.util.List;
import java.util.Map;

/** A form, or null. */
record NullableShape(Shape shape) implements Shape {
    @Override
    public String problemOf(Object value, String where) {
        return value == null ? null : shape.problemOf(value, where);
    }

    @Override
    public Object only(Object value) {
        return value == null ? null : shape.only(value);
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        return Map.of("anyOf", List.of(shape.schema(components), Map.of("type", "null")));
    }
}
