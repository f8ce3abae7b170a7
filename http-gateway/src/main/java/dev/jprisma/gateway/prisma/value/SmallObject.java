package dev.jprisma.gateway.prisma.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A JSON object of few fields, in their order. The plan of a large write has hundreds of thousands of them, and a hash
 * table takes four times the memory.
 */
final class SmallObject extends AbstractMap<String, Object> {
    static final int MOST_FIELDS = 8;
    private static final Object[] NONE = {};

    /** Names and values in turn. */
    private Object[] fields = NONE;

    /** @throws IllegalStateException if there is no room for another field */
    @Override
    public Object put(String name, Object value) {
        int index = indexOf(name);
        if (index >= 0) {
            Object before = fields[index + 1];
            fields[index + 1] = value;
            return before;
        }
        if (size() == MOST_FIELDS) {
            throw new IllegalStateException("A small object has " + MOST_FIELDS + " fields at most.");
        }
        int end = fields.length;
        fields = Arrays.copyOf(fields, end + 2);
        fields[end] = name;
        fields[end + 1] = value;
        return null;
    }

    @Override
    public Object get(Object name) {
        int index = indexOf(name);
        return index < 0 ? null : fields[index + 1];
    }

    @Override
    public boolean containsKey(Object name) {
        return indexOf(name) >= 0;
    }

    @Override
    public int size() {
        return fields.length / 2;
    }

    private int indexOf(Object name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return SmallObject.this.size();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < fields.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, Object> entry = new SimpleImmutableEntry<>((String) fields[next], fields[next + 1]);
            next += 2;
            return entry;
        }
    }
}
