package dev.jprisma.transfer.load;

import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.transfer.server.DatabaseSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a script says of roles that the server does not have: who owns something or may do something. On a developer's
 * machine that means nothing, and all belongs to who loads it.
 */
final class AbsentRoles {
    private final DatabaseSession session;
    private final Map<String, Boolean> known = new HashMap<>();
    /** How many statements were left out for each. */
    private final Map<String, Integer> leftOut = new TreeMap<>();

    AbsentRoles(DatabaseSession session) {
        this.session = session;
    }

    /** Whether other roles may be there behind a statement than before it, which has then to be executed first. */
    static boolean mayBeMadeBy(ScriptStatement statement) {
        return statement.startsWith("DO")
                || (statement.startsWith("CREATE") || statement.startsWith("DROP"))
                        && statement.words().size() > 1
                        && Set.of("ROLE", "USER", "GROUP")
                                .contains(statement.words().get(1));
    }

    /** Whether a statement is about such a role alone, and so left out. */
    boolean leavesOut(ScriptStatement statement) {
        if (statement.words().isEmpty()) {
            return false;
        }
        if (mayBeMadeBy(statement)) {
            known.clear();
            return false;
        }
        return RoleStatement.of(statement)
                .flatMap(it -> it.roles().stream()
                        .filter(role -> !known.computeIfAbsent(role, this::isThere))
                        .findFirst())
                .map(role -> leftOut.merge(role, 1, Integer::sum))
                .isPresent();
    }

    private boolean isThere(String role) {
        return session.value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", role) != null;
    }

    Map<String, Integer> leftOut() {
        return leftOut;
    }
}
