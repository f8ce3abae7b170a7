package dev.jprisma.console.shape;

import java.util.List;
import java.util.Map;

/** One of some texts. */
record EnumShape(List<String> texts) implements Shape {
    @Override
    public String problemOf(Object value, String where) {
        return value instanceof String text && texts.contains(text)
                ? null
                : where + " must be " + (texts.size() == 1 ? "" : "one of ") + String.join(", ", texts);
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> components) {
        return Map.of("type", "string", "enum", texts);
    }
}
