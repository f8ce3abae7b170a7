package dev.jprisma.console.mcp;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of JSON, whose members stay in order. */
final class Json {
    private Json() {}

    /** @param namesAndValues in turns; those whose value is null are left out */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                object.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return object;
    }
}
