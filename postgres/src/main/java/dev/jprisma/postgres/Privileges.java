package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run. They refuse uid 0, and containers are root: then they run in a user namespace,
 * where nothing has to move, or, where the container forbids that, as an unprivileged user.
 */
enum Privileges {
    /** As we are, since we are not root. */
    OWN,
    /** {@code unshare --user}: the kernel still knows the files' owner, PostgreSQL sees somebody else. */
    USER_NAMESPACE,
    /** {@code setpriv} to an unprivileged user. */
    SETPRIV,
    /** {@code runuser} to an unprivileged user. */
    RUNUSER;

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
    private static final String REMEMBERED = "privileges";
    private static final List<String> CANDIDATES = List.of("postgres", "nobody");

    /** The way that works here: the one this home remembers if it still does, else the first that does. */
    static Privileges find(JprismaHome home) {
        if (!isRoot()) {
            return OWN;
        }
        Path file = home.root().resolve(REMEMBERED);
        Optional<Privileges> remembered = read(file).filter(Privileges::works);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Privileges found = Stream.of(USER_NAMESPACE, SETPRIV, RUNUSER)
                .filter(Privileges::works)
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.POSTGRES_FAILED,
                        "This is root, as which PostgreSQL refuses to run, and none of unshare, setpriv and runuser works"
                                + " here: install util-linux (apt-get install util-linux), or run jprisma as another"
                                + " user"));
        remember(file, found);
        return found;
    }

    private static Optional<Privileges> read(Path file) {
        try {
            String name = Files.readString(file).strip();
            return Stream.of(values()).filter(way -> way.name().equals(name)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void remember(Path file, Privileges found) {
        try {
            Files.writeString(file, found.name() + "\n");
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot write " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Whether a program can be run this way, is not root then and has a name, which initdb asks for. */
    private boolean works() {
        try {
            Program.Result who = Program.run(command(List.of("id", "-un")), PROBE_LIMIT);
            return who.succeeded() && !who.output().equals("root");
        } catch (JprismaException e) {
            return false;
        }
    }

    /** This command, run this way. The process is the command's own: nothing stays in between. */
    List<String> command(List<String> command) {
        List<String> full = new ArrayList<>(
                switch (this) {
                    case OWN -> List.<String>of();
                    case USER_NAMESPACE -> List.of("unshare", "--user", "--");
                    case SETPRIV ->
                        List.of("setpriv", "--reuid=" + user(), "--regid=" + group(), "--clear-groups", "--");
                    case RUNUSER -> List.of("runuser", "-u", user(), "--");
                });
        full.addAll(command);
        return full;
    }

    /** Whether another user owns what PostgreSQL works on; a home in {@code /root} is closed to that user. */
    boolean isOtherUser() {
        return this == SETPRIV || this == RUNUSER;
    }

    /** Gives a folder to the user PostgreSQL runs as. */
    void own(Path folder) {
        if (!isOtherUser()) {
            return;
        }
        Program.Result chown =
                Program.run(List.of("chown", "-R", user() + ":" + group(), folder.toString()), Duration.ofMinutes(1));
        if (!chown.succeeded()) {
            throw new JprismaException(
                    ErrorKind.POSTGRES_FAILED, "Cannot give " + folder + " to user " + user() + ": " + chown.output());
        }
    }

    private static String user() {
        return Account.USER;
    }

    private static String group() {
        return Account.GROUP;
    }

    private static boolean isRoot() {
        try {
            return !System.getProperty("os.name").startsWith("Windows")
                    && Integer.valueOf(0).equals(Files.getAttribute(self(), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return System.getProperty("user.name").equals("root");
        }
    }

    /** A file that the kernel says is ours. */
    private static Path self() {
        return Path.of("/proc/" + ProcessIdentity.current().pid());
    }

    /** The unprivileged user, looked up once. */
    private static final class Account {
        static final String USER = CANDIDATES.stream()
                .filter(name -> Program.succeeds(List.of("id", "-u", name), PROBE_LIMIT))
                .findFirst()
                .orElse("nobody");
        static final String GROUP =
                Program.run(List.of("id", "-gn", USER), PROBE_LIMIT).output();
    }
}
