package dev.jprisma.transfer.copy;

import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.postgres.SqlText;
import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.transfer.load.RoleStatement;
import dev.jprisma.transfer.server.Amounts;
import dev.jprisma.transfer.server.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who owns what and who may do what, as the source's schema says. It is kept until all else is done, for which all
 * belongs to who logs in, and then done as far as the target has these roles and lets the login give them something.
 */
final class OwnersAndRights {
    /** Roles that PostgreSQL, who sells servers, or jprisma makes, and that mean nothing in another server. */
    private static final Pattern PROVIDERS = Pattern.compile("pg_.*|jprisma_.*|rds.*|cloudsql.*|alloydb.*|azure.*|"
            + "neon_superuser|neon_service|cloud_admin|supabase_.*|dashboard_user|pgbouncer|yb_.*|aiven_.*|_?crunchy.*|"
            + "heroku_.*");

    private final List<RoleStatement> statements = new ArrayList<>();
    private String firstRefusal;

    /** Whether a statement is about this, and so has not to be executed by others. */
    boolean takes(ScriptStatement statement) {
        Optional<RoleStatement> found = RoleStatement.of(statement);
        found.ifPresent(statements::add);
        return found.isPresent()
                // Around what somebody granted who is not the owner: here the owner grants it.
                || statement.startsWith("SET", "SESSION", "AUTHORIZATION")
                || statement.startsWith("RESET", "SESSION", "AUTHORIZATION");
    }

    /** Makes the roles that the target lacks, for a server whose roles are nobody's yet; without a login. */
    List<String> makeRoles(DatabaseSession target) {
        List<String> absent =
                absent(target).stream().filter(role -> !isProviders(role)).toList();
        absent.forEach(role -> target.execute("CREATE ROLE " + SqlText.name(role) + " NOLOGIN"));
        return absent;
    }

    private Set<String> absent(DatabaseSession target) {
        Set<String> roles = new TreeSet<>();
        statements.forEach(statement -> roles.addAll(statement.roles()));
        roles.removeIf(role -> target.value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", role) != null);
        return roles;
    }

    private static boolean isProviders(String role) {
        return PROVIDERS.matcher(role).matches();
    }

    /** Does it in the target's transaction, and notes what it could not. */
    void apply(DatabaseSession target, TransferListener listener) {
        Set<String> absent = absent(target);
        List<String> left = statements.stream()
                .filter(statement -> statement.roles().stream().noneMatch(absent::contains))
                .map(statement -> statement.statement().sql())
                .toList();
        long leftOut = statements.stream()
                .filter(statement ->
                        statement.roles().stream().anyMatch(role -> absent.contains(role) && !isProviders(role)))
                .count();
        // What a role may own depends on what it may do, which comes later.
        int before;
        do {
            before = left.size();
            left = refusedOf(target, left);
        } while (!left.isEmpty() && left.size() < before);
        note(target, absent, leftOut, left.size(), listener);
    }

    private void note(
            DatabaseSession target, Set<String> absent, long leftOut, int refused, TransferListener listener) {
        String roles = absent.stream().filter(role -> !isProviders(role)).collect(Collectors.joining(", "));
        String who = target.database().uri().user();
        if (leftOut > 0) {
            listener.note("With " + who + ", who logs in there, stays what belongs to roles that are not there, or is"
                    + " for them: " + roles + " (" + Amounts.of(leftOut, "statement") + ").");
        }
        if (refused > 0) {
            listener.note("With " + who + " stays what the server does not let it give away: "
                    + Amounts.of(refused, "statement") + ", the first: " + firstRefusal + ".");
        }
    }

    /** By halves: all at once where nothing is refused, as a superuser is refused nothing. */
    private List<String> refusedOf(DatabaseSession target, List<String> wanted) {
        if (wanted.isEmpty()) {
            return wanted;
        }
        target.execute("SAVEPOINT rights");
        try {
            target.execute(String.join(";\n", wanted));
            target.execute("RELEASE SAVEPOINT rights");
            return List.of();
        } catch (ServerErrorException e) {
            target.execute("ROLLBACK TO SAVEPOINT rights; RELEASE SAVEPOINT rights");
            if (wanted.size() == 1) {
                firstRefusal = e.error().message();
                return wanted;
            }
        }
        int half = wanted.size() / 2;
        List<String> refused = new ArrayList<>(refusedOf(target, wanted.subList(0, half)));
        refused.addAll(refusedOf(target, wanted.subList(half, wanted.size())));
        return refused;
    }
}
