package dev.jprisma.postgres.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements a connection keeps prepared: the most recently used ones. */
final class PreparedStatements {

    /** The server keeps a plan for each, in memory of its own, for each connection. */
    private static final int CAPACITY = 100;

    /** What makes two statements one: the text, and the types where any are named. */
    private record Key(String sql, List<Integer> types) {

        static Key of(Statement statement) {
            return new Key(
                    statement.sql(),
                    statement.isTyped()
                            ? statement.parameters().stream()
                                    .map(Parameter::typeOid)
                                    .toList()
                            : List.of());
        }
    }

    private final Map<Key, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private final List<PreparedStatement> evicted = new ArrayList<>();
    private int made;

    /** The statement as the server knows it; a new one has yet to be parsed. */
    PreparedStatement get(Statement statement) {
        PreparedStatement prepared = statements.computeIfAbsent(Key.of(statement), key -> {
            made++;
            return new PreparedStatement("jprisma_" + made);
        });
        if (statements.size() > CAPACITY) {
            Key eldest = statements.keySet().iterator().next();
            evicted.add(statements.remove(eldest));
        }
        return prepared;
    }

    void remove(PreparedStatement prepared) {
        statements.values().remove(prepared);
    }

    /** Removes one that the server still has. */
    void evict(PreparedStatement prepared) {
        remove(prepared);
        evicted.add(prepared);
    }

    /** The server has forgotten them all. */
    void clear() {
        statements.clear();
        evicted.clear();
    }

    /** Tells the server to forget what was evicted. */
    void closeEvicted(MessageWriter out) {
        for (PreparedStatement prepared : evicted) {
            out.begin('C')
                    .writeByte('S')
                    .writeBytes(prepared.name())
                    .writeByte(0)
                    .end();
        }
        evicted.clear();
    }
}
