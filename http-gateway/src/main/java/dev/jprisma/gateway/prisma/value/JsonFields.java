package dev.jprisma.gateway.prisma.value;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The fields of a JSON object within a plan; a field of another type than asked for is a 400 that names it.
 *
 * @param owner what the object is, for messages
 */
public record JsonFields(String owner, Map<?, ?> fields) {

    /** @throws PrismaError 400 if the value is no object */
    public static JsonFields of(String owner, Object value) {
        if (value instanceof Map<?, ?> fields) {
            return new JsonFields(owner, fields);
        }
        throw notAnObject(owner);
    }

    /** The 400 of what has to be an object. */
    public static PrismaError notAnObject(String owner) {
        return PrismaError.badRequest("Malformed plan: " + owner + " is not an object");
    }

    /** Null if it is null, or absent. */
    public Object get(String name) {
        return fields.get(name);
    }

    /** Whether it is there and not null. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** A field that is an object. */
    public JsonFields object(String name) {
        return of(owner + "." + name, get(name));
    }

    /** A field that is a string. */
    public String string(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw malformed(name, "a string");
    }

    /** The same; the fallback if it is absent or null. */
    public String stringOr(String name, String fallback) {
        return has(name) ? string(name) : fallback;
    }

    /** The same; null if it is absent or null. */
    public String stringOrNull(String name) {
        return has(name) ? string(name) : null;
    }

    /** A field that is true or false; false if it is absent or null. */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (get(name) instanceof Boolean flag) {
            return flag;
        }
        throw malformed(name, "true or false");
    }

    /** A field that is an integer; null if it is absent or null. */
    public Long integerOrNull(String name) {
        if (!has(name)) {
            return null;
        }
        if (get(name) instanceof Long number) {
            return number;
        }
        throw malformed(name, "an integer");
    }

    /** A field that is a list. */
    public List<?> list(String name) {
        if (get(name) instanceof List<?> list) {
            return list;
        }
        throw malformed(name, "a list");
    }

    /** The same, each element made something of. */
    public <T> List<T> list(String name, Function<Object, T> element) {
        return map(list(name), element);
    }

    /** The same; empty if it is absent or null. */
    public <T> List<T> listOrEmpty(String name, Function<Object, T> element) {
        return has(name) ? list(name, element) : List.of();
    }

    /** A field that is a list of strings. */
    public List<String> strings(String name) {
        return list(name, element -> {
            if (element instanceof String text) {
                return text;
            }
            throw malformed(name, "a list of strings");
        });
    }

    /** The same; null if it is absent or null. */
    public List<String> stringsOrNull(String name) {
        return has(name) ? strings(name) : null;
    }

    /** The values of an object, by name and in order; an absent one is empty. */
    public <T> Map<String, T> mapOrEmpty(String name, Function<Object, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        if (has(name)) {
            object(name).fields().forEach((key, element) -> map.put((String) key, value.apply(element)));
        }
        return map;
    }

    /** The 400 of a field that is not what it has to be. */
    public PrismaError malformed(String name, String expected) {
        return PrismaError.badRequest("Malformed plan: " + owner + "." + name + " is not " + expected);
    }

    /** Makes something of each element. */
    public static <T> List<T> map(List<?> list, Function<Object, T> element) {
        List<T> mapped = new ArrayList<>(list.size());
        for (Object value : list) {
            mapped.add(element.apply(value));
        }
        return mapped;
    }
}
