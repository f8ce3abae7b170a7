package dev.jprisma.gateway.prisma.plan;

import dev.jprisma.gateway.prisma.value.Parameters;
import java.util.HashMap;
import java.util.Map;

/**
 * What names stand for: the parameters of the request, and over them what {@code let} binds, which may be tens of
 * thousands of names at once. Used by one thread.
 */
public final class VariableScope {
    private final Parameters parameters;
    private final Map<String, Object> values;
    /** Null for the parameters of the request. */
    private final VariableScope outer;

    private VariableScope(Parameters parameters, Map<String, Object> values, VariableScope outer) {
        this.parameters = parameters;
        this.values = values;
        this.outer = outer;
    }

    /** The outermost: what the request gives. */
    public static VariableScope of(Parameters parameters) {
        return new VariableScope(parameters, parameters, null);
    }

    /** What the request gives. No {@code let} binds a name that has the form of theirs. */
    Parameters parameters() {
        return parameters;
    }

    /** A scope within this one, in which names can be {@linkplain #bind bound}. */
    VariableScope inner() {
        return new VariableScope(parameters, new HashMap<>(), this);
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
    private VariableScope find(String name) {
        VariableScope scope = this;
        while (scope.outer != null && !scope.values.containsKey(name)) {
            scope = scope.outer;
        }
        return scope;
    }
}
