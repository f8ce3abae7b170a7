package dev.jprisma.transfer.server;

import dev.jprisma.postgres.SqlText;
import java.util.List;
import java.util.stream.Collectors;

/** Where to look, as a condition on {@code pg_namespace n}. */
public final class Schemas {
    private Schemas() {}

    /** @param schemas all but the system's if empty */
    public static String condition(List<String> schemas) {
        return schemas.isEmpty()
                ? "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
                : "n.nspname IN (" + schemas.stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ")";
    }
}
