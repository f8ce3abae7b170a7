package dev.jprisma.console.home;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Who waits for something that takes long.
 *
 * @param progress is told, by any thread, of what is being done, such as {@code Copying the data of shop, 36 MB}
 * @param gone completes when nobody waits any more: what has not been done by then is given up
 */
public record Visitor(Consumer<String> progress, CompletableFuture<?> gone) {}
