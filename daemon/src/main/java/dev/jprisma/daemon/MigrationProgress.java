package dev.jprisma.daemon;

import dev.jprisma.migrations.MigrationListener;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Progress;

/** Tells whoever asked for migrations how they go on. */
record MigrationProgress(ControlSession session) implements MigrationListener {
    @Override
    public void step(String what) {
        session.tell(Methods.PROGRESS, new Progress(what, false));
    }

    @Override
    public void running(String file, int number, int of) {
        session.tell(Methods.PROGRESS, new Progress("Running " + number + " of " + of + ": " + file, true));
    }
}
