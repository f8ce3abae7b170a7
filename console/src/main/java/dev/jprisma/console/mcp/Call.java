package dev.jprisma.console.mcp;

import dev.jprisma.console.home.Visitor;
import java.util.concurrent.CompletableFuture;

/**
 * One use of a tool.
 *
 * @param gone completes when nobody waits for the answer any more
 */
record Call(Arguments arguments, McpScope scope, SessionSnapshots snapshots, CompletableFuture<?> gone) {
    Visitor visitor() {
        return new Visitor(progress -> {}, gone);
    }
}
