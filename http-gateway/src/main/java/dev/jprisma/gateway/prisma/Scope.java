package dev.jprisma.gateway.prisma;

import java.util.Map;

/** What names stand for: the parameters of the request, and over them what {@code let} binds. */
final class Scope {
    private final Map<String, Object> parameters;
    private final Scope outer;
    private final String name;
    private final Object value;

    private Scope(Map<String, Object> parameters, Scope outer, String name, Object value) {
        this.parameters = parameters;
        this.outer = outer;
        this.name = name;
        this.value = value;
    }

    static Scope of(Map<String, Object> parameters) {
        return new Scope(parameters, null, null, null);
    }

    Scope with(String newName, Object newValue) {
        return new Scope(parameters, this, newName, newValue);
    }

    /** Null if the name is bound to null, or not at all. */
    Object get(String wanted) {
        Scope scope = find(wanted);
        return scope.outer == null ? parameters.get(wanted) : scope.value;
    }

    boolean contains(String wanted) {
        return find(wanted).outer != null || parameters.containsKey(wanted);
    }

    /** The innermost scope that binds the name, else the outermost one. */
    private Scope find(String wanted) {
        Scope scope = this;
        while (scope.outer != null && !scope.name.equals(wanted)) {
            scope = scope.outer;
        }
        return scope;
    }
}
