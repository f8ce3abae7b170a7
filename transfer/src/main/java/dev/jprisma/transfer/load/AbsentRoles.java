package dev.jprisma.transfer.load;

import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.transfer.server.DatabaseSession;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script says of roles that the server does not have: who owns something or may do something. On a developer's
 * machine that means nothing, and all belongs to who loads it.
 */
final class AbsentRoles {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final Pattern OWNER =
            Pattern.compile("^ALTER\\s.*\\sOWNER\\s+TO\\s+" + NAME + "$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern GRANT = Pattern.compile(
            "^(?:GRANT\\s.*\\sTO|REVOKE\\s.*\\sFROM)\\s+(?:GROUP\\s+)?" + NAME
                    + "(?:\\s+WITH\\s+GRANT\\s+OPTION|\\s+GRANTED\\s+BY\\s+.*)?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DEFAULTS = Pattern.compile(
            "^ALTER\\s+DEFAULT\\s+PRIVILEGES\\s+FOR\\s+(?:ROLE|USER)\\s+" + NAME + "\\s.*\\s(?:TO|FROM)\\s+" + NAME
                    + "(?:\\s+WITH\\s+GRANT\\s+OPTION)?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> NO_NAMES = Set.of("public", "current_user", "current_role", "session_user");

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
        switch (statement.words().get(0)) {
            case "ALTER" -> {
                return isAbout(OWNER, statement) || isAbout(DEFAULTS, statement);
            }
            case "GRANT", "REVOKE" -> {
                return isAbout(GRANT, statement);
            }
            default -> {
                return false;
            }
        }
    }

    private boolean isAbout(Pattern pattern, ScriptStatement statement) {
        Matcher names = pattern.matcher(statement.sql());
        if (!names.find()) {
            return false;
        }
        for (int i = 1; i <= names.groupCount(); i++) {
            String role = plain(names.group(i));
            if (!known.computeIfAbsent(role, this::isThere)) {
                leftOut.merge(role, 1, Integer::sum);
                return true;
            }
        }
        return false;
    }

    private boolean isThere(String role) {
        return NO_NAMES.contains(role)
                || session.value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", role) != null;
    }

    private static String plain(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }

    Map<String, Integer> leftOut() {
        return leftOut;
    }
}
