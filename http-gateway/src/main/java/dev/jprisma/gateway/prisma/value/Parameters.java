package dev.jprisma.gateway.prisma.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The values that a request gives for the names in its plan. Clients name them {@code %1}, {@code %2} and so on, in
 * this order; of these, of which a large write has hundreds of thousands, only the values are kept.
 */
public final class Parameters extends AbstractMap<String, Object> {
    private static final int MOST_DIGITS = 9;

    /** Bytes of memory of the place for a value. */
    private static final int NUMBERED = 6;

    private static final int NAMED = 96;

    private Object[] numbered = {};
    private int count;
    /** By names of other forms, or out of their order. */
    private final Map<String, Object> others = new LinkedHashMap<>();

    /**
     * Reads the object that starts at the parser's current token.
     *
     * @param kept takes the bytes of memory of each part, as it is read
     */
    public static Parameters read(JsonParser parser, LongConsumer kept) {
        Parameters parameters = new Parameters();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            parameters.put(name, JsonReader.read(parser, kept));
            kept.accept(number(name) == parameters.count ? NUMBERED : NAMED + name.length());
        }
        return parameters;
    }

    /** The number that a name consists of, or -1. */
    public static int number(String name) {
        int length = name.length();
        if (length < 2 || length > 1 + MOST_DIGITS || name.charAt(0) != '%' || name.charAt(1) == '0') {
            return -1;
        }
        int number = 0;
        for (int i = 1; i < length; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** The value of the name with that number; null if it is null, or absent. */
    public Object get(int number) {
        return number <= count ? numbered[number - 1] : others.get(name(number));
    }

    /** Whether there is a value, or null, of the name with that number. */
    public boolean contains(int number) {
        return number <= count || others.containsKey(name(number));
    }

    private static String name(int number) {
        return "%" + number;
    }

    @Override
    public Object put(String name, Object value) {
        int number = number(name);
        if (number == count + 1 && !others.containsKey(name)) {
            add(value);
            return null;
        }
        if (number < 0 || number > count) {
            return others.put(name, value);
        }
        Object before = numbered[number - 1];
        numbered[number - 1] = value;
        return before;
    }

    private void add(Object value) {
        if (count == numbered.length) {
            numbered = Arrays.copyOf(numbered, 4 + count + count / 2);
        }
        numbered[count++] = value;
    }

    @Override
    public Object get(Object name) {
        int number = number((String) name);
        return number < 0 ? others.get(name) : get(number);
    }

    @Override
    public boolean containsKey(Object name) {
        int number = number((String) name);
        return number < 0 ? others.containsKey(name) : contains(number);
    }

    @Override
    public int size() {
        return count + others.size();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                Stream<Entry<String, Object>> first = IntStream.rangeClosed(1, count)
                        .mapToObj(number -> new SimpleImmutableEntry<>(name(number), get(number)));
                return Stream.concat(first, others.entrySet().stream()).iterator();
            }

            @Override
            public int size() {
                return Parameters.this.size();
            }
        };
    }
}
