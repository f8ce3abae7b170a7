package dev.jprisma.gateway.neon;

import dev.jprisma.gateway.http.Exchange;
import dev.jprisma.gateway.http.Problem;
import dev.jprisma.postgres.wire.Statement;
import java.util.Map;

/** How the transaction of a batch begins: what the {@code Neon-Batch-*} headers say. */
final class BatchOptions {

    private static final String ISOLATION_LEVEL = "Neon-Batch-Isolation-Level";
    private static final String READ_ONLY = "Neon-Batch-Read-Only";
    private static final String DEFERRABLE = "Neon-Batch-Deferrable";

    private static final Map<String, String> LEVELS = Map.of(
            "ReadUncommitted", "READ UNCOMMITTED",
            "ReadCommitted", "READ COMMITTED",
            "RepeatableRead", "REPEATABLE READ",
            "Serializable", "SERIALIZABLE");

    private BatchOptions() {}

    /** The statement that begins the transaction; the headers are repeated in the answer. */
    static Statement begin(Exchange exchange) {
        StringBuilder begin = new StringBuilder("BEGIN");
        String level = echo(exchange, ISOLATION_LEVEL);
        if (level != null) {
            begin.append(" ISOLATION LEVEL ").append(isolationLevel(level));
        }
        appendMode(begin, echo(exchange, READ_ONLY), " READ ONLY", " READ WRITE");
        appendMode(begin, echo(exchange, DEFERRABLE), " DEFERRABLE", " NOT DEFERRABLE");
        return Statement.of(begin.toString()).once();
    }

    private static String echo(Exchange exchange, String header) {
        String value = exchange.header(header);
        if (value != null) {
            exchange.setHeader(header, value);
        }
        return value;
    }

    private static String isolationLevel(String name) {
        String level = LEVELS.get(name);
        if (level == null) {
            throw new Problem(
                            400,
                            "BAD_REQUEST",
                            "invalid isolation level: " + ISOLATION_LEVEL
                                    + " must be ReadUncommitted, ReadCommitted, RepeatableRead or Serializable.")
                    .exception();
        }
        return level;
    }

    private static void appendMode(StringBuilder begin, String value, String ifTrue, String ifFalse) {
        if ("true".equals(value)) {
            begin.append(ifTrue);
        } else if ("false".equals(value)) {
            begin.append(ifFalse);
        }
    }
}
