package dev.jprisma.daemon;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.control.StartInstance;
import java.util.List;
import java.util.Set;

/** What a request to start asks of an instance that runs already, and cannot get while it runs. */
final class RunningConflicts {
    private RunningConflicts() {}

    /** @throws JprismaException ({@link ErrorKind#ALREADY_RUNNING}) if it asks for something else than there is */
    static void require(InstanceRecord running, StartInstance request) {
        InstancePorts ports = running.ports();
        requireSamePort(running, "HTTP", ports.http().number(), request.httpPort());
        requireSamePort(running, "database", ports.database().number(), request.databasePort());
        requireSamePort(running, "shadow database", ports.shadow().number(), request.shadowPort());
        requireSameOrigins(running, request.allowedOrigins());
        requireSameLimits(running, request.limits());
        requireSameHome(running, request.postgresHome());
        requireSameHistory(running, request.history());
        if (request.movePorts() && !running.closedDoors().areNone()) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    running.name() + " runs already; to move its ports: jprisma dev stop " + running.name()
                            + ", then start it again");
        }
    }

    /**
     * Also of one that does not run.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it has another password
     */
    static void requirePassword(InstanceRecord instance, String asked) {
        if (asked != null && !asked.equals(instance.password().text())) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance.name() + " has another password; to change it: jprisma dev password " + instance.name()
                            + " --password PASSWORD");
        }
    }

    /**
     * Also of one that does not run.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if its data is of another major version
     */
    static void requireMajor(InstanceRecord instance, Integer asked) {
        if (asked != null && asked != instance.postgres().major()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    instance.name() + " has PostgreSQL " + instance.postgresVersion() + ", whose data PostgreSQL "
                            + asked
                            + " cannot read: choose another name"
                            + (asked > instance.postgres().major()
                                    ? ", or upgrade it: jprisma dev upgrade " + instance.name() + " --to " + asked
                                    : ""));
        }
    }

    private static void requireSameHome(InstanceRecord running, String asked) {
        if (asked != null && !PostgresOf.isHome(running, asked)) {
            throw runsAlready(
                    running,
                    ", on "
                            + (running.postgresHome() == null
                                    ? "jprisma's own PostgreSQL"
                                    : "the PostgreSQL in " + running.postgresHome()));
        }
    }

    /** @throws JprismaException ({@link ErrorKind#ALREADY_RUNNING}) if others are set than those asked for */
    static void requireSettings(InstanceRecord running, AlteredSettings actual, List<ServerSetting> asked) {
        for (ServerSetting setting : asked) {
            if (!actual.all().contains(setting)) {
                throw new JprismaException(
                        ErrorKind.ALREADY_RUNNING,
                        running.name() + " runs already, without " + setting + "; to set that: jprisma dev config "
                                + running.name() + " --set " + setting);
            }
        }
    }

    private static void requireSameOrigins(InstanceRecord running, List<String> asked) {
        List<String> actual = running.allowedOrigins();
        if (asked != null && !Set.copyOf(asked).equals(Set.copyOf(actual))) {
            throw runsAlready(
                    running, ", and allows " + (actual.isEmpty() ? "no web page" : String.join(", ", actual)));
        }
    }

    private static void requireSameLimits(InstanceRecord running, HttpLimits asked) {
        HttpLimits actual = running.limits();
        if (asked != null && asked != actual) {
            throw runsAlready(running, ", with " + (actual == null ? "no limits named" : "the limits " + actual));
        }
    }

    private static void requireSameHistory(InstanceRecord running, HistoryLength asked) {
        if (asked != null && !asked.equals(running.history())) {
            throw new JprismaException(
                    ErrorKind.ALREADY_RUNNING,
                    running.name() + " runs already, and keeps "
                            + (running.history() == null ? "no history" : "a history of " + running.history())
                            + "; to change that: jprisma dev history " + running.name() + " " + asked);
        }
    }

    private static void requireSamePort(InstanceRecord running, String what, int actual, Integer asked) {
        if (asked != null && asked != actual) {
            throw runsAlready(running, ", with " + actual + " as its " + what + " port");
        }
    }

    private static JprismaException runsAlready(InstanceRecord running, String how) {
        return new JprismaException(
                ErrorKind.ALREADY_RUNNING,
                running.name() + " runs already" + how + "; to change that: jprisma dev stop " + running.name()
                        + ", then start it again");
    }
}
