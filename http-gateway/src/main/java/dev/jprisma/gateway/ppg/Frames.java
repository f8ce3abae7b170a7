package dev.jprisma.gateway.ppg;

import java.io.OutputStream;

/** Where the frames of an answer go, each a JSON object. */
interface Frames {

    /** Begins the next frame; closing what is returned ends it. */
    OutputStream begin(FrameKind kind);

    /** Takes back the frames of this statement, if none of them has gone out yet; else returns false. */
    boolean takeBack();
}
