package dev.jprisma.transfer.copy;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.transfer.server.DatabaseSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables in an order in which no row refers to one that comes later. */
final class TableOrder {
    private final Map<String, Set<String>> referred = new HashMap<>();

    /** @param target whose foreign keys count */
    TableOrder(DatabaseSession target) {
        String name = "pg_catalog.quote_ident(%1$sn.nspname) || '.' || pg_catalog.quote_ident(%1$s.relname)";
        target.rows("SELECT " + name.formatted("a") + ", " + name.formatted("b")
                        + " FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class a ON a.oid = k.conrelid"
                        + " JOIN pg_catalog.pg_namespace an ON an.oid = a.relnamespace"
                        + " JOIN pg_catalog.pg_class b ON b.oid = k.confrelid"
                        + " JOIN pg_catalog.pg_namespace bn ON bn.oid = b.relnamespace"
                        + " WHERE k.contype = 'f' AND k.conrelid <> k.confrelid")
                .forEach(row -> referred.computeIfAbsent(row.get(0), table -> new HashSet<>())
                        .add(row.get(1)));
    }

    /** @throws JprismaException if tables refer to each other in a circle */
    List<SourceTable> of(List<SourceTable> tables) {
        List<SourceTable> left = new ArrayList<>(tables);
        List<SourceTable> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> waiting = new HashSet<>();
            left.forEach(table -> waiting.add(table.name()));
            List<SourceTable> next = left.stream()
                    .filter(table -> referred.getOrDefault(table.name(), Set.of()).stream()
                            .noneMatch(waiting::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new JprismaException(
                        ErrorKind.INPUT_UNUSABLE,
                        "Tables refer to each other in a circle, and only a superuser of the target can fill them: "
                                + String.join(", ", waiting.stream().sorted().toList()));
            }
            ordered.addAll(next);
            left.removeAll(next);
        }
        return ordered;
    }
}
