package dev.jprisma.daemon;

import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.ProcessIdentity;

/**
 * What the daemon knows of an instance at a moment: a value for all who only look.
 *
 * @param record null if there is none, or none that can be read
 * @param postmaster the live server, as far as its end has not been noticed, or of a linked one this daemon, which
 *     serves it; null if there is none
 * @param restarting whether it is to be started again by itself
 */
record InstanceSnapshot(InstanceRecord record, ProcessIdentity postmaster, boolean restarting) {
    static final InstanceSnapshot NOTHING = new InstanceSnapshot(null, null, false);

    boolean isRunning() {
        return postmaster != null && postmaster.isAlive();
    }

    /** Whether it needs the daemon: it runs, or will again. */
    boolean isWanted() {
        return postmaster != null || restarting;
    }
}
