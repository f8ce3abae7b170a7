package dev.jprisma.transfer.copy;

import dev.jprisma.transfer.server.SqlText;
import java.util.List;
import java.util.stream.Collectors;

/** Where to look, of {@code pg_namespace n}. */
final class Schemas {
    private Schemas() {}

    /** @param schemas all but the system's if empty */
    static String condition(List<String> schemas) {
        return schemas.isEmpty()
                ? "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
                : "n.nspname IN (" + schemas.stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ")";
    }
}
