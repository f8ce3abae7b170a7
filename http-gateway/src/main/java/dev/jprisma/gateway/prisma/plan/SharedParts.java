package dev.jprisma.gateway.prisma.plan;

import java.util.HashMap;
import java.util.Map;

/** Parts of one plan that are there again and again: each is kept once. Used by one thread. */
final class SharedParts {
    /** So many different ones are looked for, which is more than a plan of any size has kinds of. */
    private static final int MOST = 256;

    private final Map<Object, Object> parts = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** An equal part that was there before, else this one. */
    @SuppressWarnings("unchecked")
    <T> T one(T part) {
        Object before = parts.size() < MOST ? parts.putIfAbsent(part, part) : parts.get(part);
        return before == null ? part : (T) before;
    }

    /** The same for a name, of which a plan may have any number. */
    String name(String name) {
        String before = names.putIfAbsent(name, name);
        return before == null ? name : before;
    }
}
