package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.ControlMessage;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StopDaemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a request is for this daemon's home. A home's folder can be copied and moved while its daemon runs: a copy is
 * another home, and all paths that this daemon knows are of the place where it was started. Safe for threads.
 */
final class HomeCheck {
    private final JprismaHome home;
    private final HomeIdentity identity;

    HomeCheck(JprismaHome home) {
        this.home = home;
        this.identity = HomeIdentity.of(home);
    }

    /** @throws JprismaException if the request is for another home, or this one has been moved */
    void require(ControlMessage request) {
        if (request.home() == null) {
            throw new JprismaException(
                    ErrorKind.INTERNAL,
                    "The request does not say which home it is for: this daemon is of another version of jprisma;"
                            + " jprisma daemon stop ends it, no database stops");
        }
        if (!request.home().equals(identity)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "This daemon, process " + pid() + ", is that of the home " + home
                            + ", and was asked for another. Type the command again: it finds or starts your home's own");
        }
        if (!isInPlace() && !isToEnd(request)) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "The home " + home + " was moved"
                            + placeNow().map(place -> " to " + place).orElse("")
                            + " while its daemon, process " + pid()
                            + ", ran. End that daemon, no database stops, and type the command again:"
                            + " jprisma daemon stop");
        }
    }

    /** Whether the home is where this daemon was started for it. */
    boolean isInPlace() {
        try {
            return HomeIdentity.of(home).equals(identity);
        } catch (JprismaException gone) {
            return false;
        }
    }

    /** Instances are stopped by a daemon that knows where they are. */
    private static boolean isToEnd(ControlMessage request) {
        return Methods.DAEMON_STOP.equals(request.method())
                && request.params() != null
                && !request.params().to(StopDaemon.class).all();
    }

    /** The daemon is started in its home's folder, and Linux shows where that is now. */
    private static Optional<Path> placeNow() {
        try {
            return Optional.of(Path.of("/proc/self/cwd").toRealPath());
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }

    private static long pid() {
        return ProcessIdentity.currentPid();
    }
}
