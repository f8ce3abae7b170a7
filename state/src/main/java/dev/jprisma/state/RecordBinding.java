package dev.jprisma.state;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Between values and JSON: a record is an object of its components, an enum and an instant their text. Records need not
 * be public.
 */
final class RecordBinding {
    private RecordBinding() {}

    static JsonObject toObject(Record value) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            put(members, component.getName(), valueOf(component, value));
        }
        return new JsonObject(members);
    }

    /** The value as one of those that a {@link JsonObject} holds. */
    static Object toJson(Object value) {
        if (value instanceof InstanceName
                || value instanceof SnapshotName
                || value instanceof HomeIdentity
                || value instanceof Enum) {
            return value.toString();
        } else if (value instanceof Instant instant) {
            return InstantText.of(instant);
        } else if (value instanceof JsonObject) {
            return value;
        } else if (value instanceof Record data) {
            return toObject(data);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                put(members, member.getKey().toString(), member.getValue());
            }
            return new JsonObject(members);
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(element == null ? null : toJson(element));
            }
            return elements;
        } else if (value instanceof Integer number) {
            return number.longValue();
        } else if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException(value + " has no form in JSON");
    }

    private static void put(Map<String, Object> members, String name, Object value) {
        if (value != null) {
            members.put(name, toJson(value));
        }
    }

    private static Object valueOf(RecordComponent component, Record value) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T extends Record> T read(JsonObject object, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(components[i], object.members().get(components[i].getName()));
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof NullPointerException missing) {
                throw new IllegalArgumentException("missing: " + missing.getMessage(), missing);
            }
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(RecordComponent component, Object json) {
        if (json instanceof List<?> list && component.getType() == List.class) {
            Class<?> type = elementOf(component);
            List<Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(read(component.getName(), element, type));
            }
            return Collections.unmodifiableList(elements);
        }
        return read(component.getName(), json, component.getType());
    }

    /**
     * By {@code Ljava/util/List<LELEMENT;>;}, since Java's own types of generics are two dozen classes more to load.
     */
    private static Class<?> elementOf(RecordComponent component) {
        String signature = component.getGenericSignature();
        String name = signature
                .substring(signature.indexOf("<L") + 2, signature.indexOf(";>"))
                .replace('/', '.');
        try {
            return Class.forName(name, false, component.getDeclaringRecord().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(String name, Object json, Class<?> type) {
        if (json == null) {
            return absent(name, type);
        } else if (type == String.class || type == JsonObject.class || type == List.class) {
            return checked(name, json, type);
        } else if (type == boolean.class) {
            return checked(name, json, Boolean.class);
        } else if (type == long.class || type == Long.class) {
            return checked(name, json, Long.class);
        } else if (type == int.class || type == Integer.class) {
            return integer(name, checked(name, json, Long.class));
        } else if (Record.class.isAssignableFrom(type) && json instanceof JsonObject object) {
            return read(object, type.asSubclass(Record.class));
        }
        return fromText(name, checked(name, json, String.class), type);
    }

    private static int integer(String name, long number) {
        if (number != (int) number) {
            throw new IllegalArgumentException(name + " cannot be " + number);
        }
        return (int) number;
    }

    private static Object absent(String name, Class<?> type) {
        if (type == boolean.class) {
            return false;
        } else if (type.isPrimitive()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return null;
    }

    private static Object fromText(String name, String text, Class<?> type) {
        if (type == InstanceName.class) {
            return new InstanceName(text);
        } else if (type == SnapshotName.class) {
            return new SnapshotName(text);
        } else if (type == HomeIdentity.class) {
            return new HomeIdentity(text);
        } else if (type == Instant.class) {
            try {
                return InstantText.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(name + " is not a time", e);
            }
        } else if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(name + " cannot be " + text);
        }
        throw new IllegalArgumentException(name + " is of another type");
    }

    private static <T> T checked(String name, Object json, Class<T> type) {
        if (!type.isInstance(json)) {
            throw new IllegalArgumentException(name + " is of another type");
        }
        return type.cast(json);
    }
}
