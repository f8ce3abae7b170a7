package dev.jprisma.gateway.ppg;

import java.util.Locale;

/** What a frame of an answer says. */
enum FrameKind {
    DESCRIPTION,
    DATAROW,
    COMPLETE,
    ERROR;

    private final String urn = "urn:prisma:query:result:" + name().toLowerCase(Locale.ROOT);

    /** The message that comes before the frame in a session. */
    String urn() {
        return urn;
    }
}
