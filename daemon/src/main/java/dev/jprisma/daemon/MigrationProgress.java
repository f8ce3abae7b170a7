package dev.jprisma.daemon;

import dev.jprisma.migrations.MigrationListener;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Progress;
import java.util.function.Consumer;

/** Tells whoever asked for migrations how they go on. */
record MigrationProgress(Consumer<Progress> told) implements MigrationListener {
    static MigrationProgress of(ControlSession session) {
        return new MigrationProgress(progress -> session.tell(Methods.PROGRESS, progress));
    }

    @Override
    public void step(String what) {
        told.accept(new Progress(what, false));
    }

    @Override
    public void running(String file, int number, int of) {
        told.accept(new Progress("Running " + number + " of " + of + ": " + file, true));
    }
}
