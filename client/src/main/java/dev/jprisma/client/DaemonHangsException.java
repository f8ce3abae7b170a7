package dev.jprisma.client;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.time.Duration;

/** The daemon lives and says nothing: it was stopped by a signal, waits for a disk or memory, or is defect. */
final class DaemonHangsException extends JprismaException {
    private static final long serialVersionUID = 1L;

    private final String what;

    DaemonHangsException(long pid, Duration silence) {
        super(ErrorKind.INTERNAL, what(pid, silence) + ": it hangs. End it, no database stops: jprisma daemon stop");
        this.what = what(pid, silence);
    }

    private static String what(long pid, Duration silence) {
        return "The daemon, process " + pid + ", has said nothing for " + silence.toSeconds() + " s";
    }

    /** What was seen of it, without what to do. */
    String what() {
        return what;
    }
}
