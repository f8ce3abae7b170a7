package dev.jprisma.console.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schema of what tools answer. */
final class Schemas {
    static final Map<String, Object> TEXT = Map.of("type", "string");
    static final Map<String, Object> NUMBER = Map.of("type", "number");
    static final Map<String, Object> FLAG = Map.of("type", "boolean");
    static final Map<String, Object> ANY = Map.of();

    private Schemas() {}

    static Map<String, Object> list(Map<String, Object> element) {
        return Json.object("type", "array", "items", element);
    }

    /** @param namesAndSchemas in turns; a name that ends with {@code ?} is one that may be missing */
    static Map<String, Object> object(Object... namesAndSchemas) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            String name = (String) namesAndSchemas[i];
            boolean optional = name.endsWith("?");
            String property = optional ? name.substring(0, name.length() - 1) : name;
            properties.put(property, namesAndSchemas[i + 1]);
            if (!optional) {
                required.add(property);
            }
        }
        return Json.object("type", "object", "properties", properties, "required", required);
    }
}
