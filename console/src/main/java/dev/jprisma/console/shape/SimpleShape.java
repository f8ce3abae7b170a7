package dev.jprisma.console.shape;

import java.math.BigDecimal;
import java.util.Map;

/** What its type says alone. */
enum SimpleShape implements Shape {
    NUMBER("a number", "number", BigDecimal.class),
    FLAG("true or false", "boolean", Boolean.class),
    OBJECT("an object", "object", Map.class);

    private final String called;
    private final String type;
    private final Class<?> javaType;

    SimpleShape(String called, String type, Class<?> javaType) {
        this.called = called;
        this.type = type;
        this.javaType = javaType;
    }

    @Override
    public String problemOf(Object value, String where) {
        return javaType.isInstance(value) ? null : where + " must be " + called;
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        return this == OBJECT ? Map.of("type", type, "additionalProperties", true) : Map.of("type", type);
    }
}
