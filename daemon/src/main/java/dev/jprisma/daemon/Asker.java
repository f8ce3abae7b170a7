package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who waits for something that takes long.
 *
 * @param progress is told of what is being done
 * @param gone whether nobody waits any more
 */
record Asker(Consumer<String> progress, BooleanSupplier gone) {
    void tell(String doing) {
        progress.accept(doing);
    }

    /** @throws JprismaException if nobody waits any more: what was asked for is not done behind his back */
    void requireThere() {
        if (gone.getAsBoolean()) {
            throw hasGone();
        }
    }

    static JprismaException hasGone() {
        return new JprismaException(ErrorKind.DAEMON_UNAVAILABLE, "Whoever asked for it has gone");
    }
}
