package dev.jprisma.gateway.prisma;

import java.util.HashMap;
import java.util.Map;

/**
 * What names stand for: the parameters of the request, and over them what {@code let} binds, which may be tens of
 * thousands of names at once. Used by one thread.
 */
final class Scope {
    private final Map<String, Object> values;
    /** Null for the parameters of the request. */
    private final Scope outer;

    private Scope(Map<String, Object> values, Scope outer) {
        this.values = values;
        this.outer = outer;
    }

    static Scope of(Map<String, Object> parameters) {
        return new Scope(parameters, null);
    }

    /** A scope within this one, in which names can be {@linkplain #bind bound}. */
    Scope inner() {
        return new Scope(new HashMap<>(), this);
    }

    void bind(String name, Object value) {
        values.put(name, value);
    }

    /** Null if the name is bound to null, or not at all. */
    Object get(String name) {
        return find(name).values.get(name);
    }

    boolean contains(String name) {
        return find(name).values.containsKey(name);
    }

    /** The innermost scope that binds the name, else the outermost one. */
    private Scope find(String name) {
        Scope scope = this;
        while (scope.outer != null && !scope.values.containsKey(name)) {
            scope = scope.outer;
        }
        return scope;
    }
}
