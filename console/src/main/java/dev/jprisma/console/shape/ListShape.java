package dev.jprisma.console.shape;

import java.util.List;
import java.util.Map;

/** A list whose elements have a form. */
record ListShape(Shape element) implements Shape {
    @Override
    public String problemOf(Object value, String where) {
        if (!(value instanceof List<?> list)) {
            return where + " must be a list";
        }
        for (int i = 0; i < list.size(); i++) {
            String problem = element.problemOf(list.get(i), where + "[" + i + "]");
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    @Override
    public Object only(Object value) {
        return ((List<?>) value).stream().map(element::only).toList();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        return Map.of("type", "array", "items", element.schema(components));
    }
}
