package dev.jprisma.daemon;

import dev.jprisma.state.InstancePort;

/** What is wanted of a port of an instance, and what if it is taken. */
record WantedPort(InstancePort port, Claim claim) {

    /** Whose choice a port was. */
    enum Claim {
        /** The user's, just now: it is bound or refused. */
        NAMED,
        /** Of a start before: it stands in URLs that were given out, so it is bound or the start fails. */
        KEPT,
        /** Nobody's: if it is taken, another one does. */
        FREE
    }

    int number() {
        return port.number();
    }

    boolean mayMove() {
        return claim == Claim.FREE;
    }
}
