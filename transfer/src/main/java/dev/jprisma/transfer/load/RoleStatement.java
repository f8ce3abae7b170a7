package dev.jprisma.transfer.load;

import dev.jprisma.postgres.script.ScriptStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement on who owns something or may do something, and no more, as {@code pg_dump} writes them.
 *
 * @param roles that it names, without {@code PUBLIC} and the like
 */
public record RoleStatement(ScriptStatement statement, List<String> roles) {
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

    /** Empty if it is about something else. */
    public static Optional<RoleStatement> of(ScriptStatement statement) {
        if (statement.startsWith("GRANT") || statement.startsWith("REVOKE")) {
            return matching(GRANT, statement);
        }
        return statement.startsWith("ALTER")
                ? matching(OWNER, statement).or(() -> matching(DEFAULTS, statement))
                : Optional.empty();
    }

    private static Optional<RoleStatement> matching(Pattern pattern, ScriptStatement statement) {
        Matcher names = pattern.matcher(statement.sql());
        if (!names.find()) {
            return Optional.empty();
        }
        List<String> roles = new ArrayList<>();
        for (int i = 1; i <= names.groupCount(); i++) {
            String role = plain(names.group(i));
            if (!NO_NAMES.contains(role)) {
                roles.add(role);
            }
        }
        return Optional.of(new RoleStatement(statement, roles));
    }

    private static String plain(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }
}
