package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.JsNumber;
import dev.jprisma.gateway.prisma.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Casts of child keys to the JSON types of the parents' keys, where equal values may have unequal types. */
final class KeyCasts {
    static final KeyCasts NONE = new KeyCasts(new Object[0]);

    /** For each key the first of the parents' values that is not null. */
    private final Object[] examples;

    private KeyCasts(Object[] examples) {
        this.examples = examples;
    }

    static KeyCasts of(List<Object> parents, List<String> keys) {
        Object[] examples = new Object[keys.size()];
        for (int i = 0; i < examples.length; i++) {
            examples[i] = example(parents, keys.get(i));
        }
        return new KeyCasts(examples);
    }

    private static Object example(List<Object> parents, String key) {
        for (Object parent : parents) {
            Object value = Values.fields(parent).get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    Object key(Map<String, Object> fields, List<String> names) {
        if (examples.length == 0) {
            return RecordKey.of(fields, names);
        }
        Map<String, Object> cast = new HashMap<>();
        for (int i = 0; i < examples.length; i++) {
            String name = names.get(i);
            cast.put(name, cast(fields.get(name), examples[i]));
        }
        return RecordKey.of(cast, names);
    }

    private static Object cast(Object value, Object example) {
        if (value == null || Values.type(value).equals(Values.type(example))) {
            return value;
        }
        if (example instanceof Number && value instanceof String text) {
            return JsNumber.normal(JsNumber.parse(text));
        }
        if (example instanceof Number && value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (example instanceof Boolean) {
            return !value.equals("") && !value.equals(0L);
        }
        return example instanceof String ? Values.text(value) : value;
    }
}
