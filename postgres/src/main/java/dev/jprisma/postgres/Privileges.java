package dev.jprisma.postgres;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run. They refuse uid 0, and containers are root: then they run as an unprivileged user,
 * who owns the clusters and nothing else. Whoever is superuser of a database runs programs as that user.
 *
 * @param way in which the user is changed
 * @param user who that is; null where we run them as we are
 */
record Privileges(Way way, ServerUser user) {
    /** Programs that change the user. */
    enum Way {
        /** None, since we are not root. */
        OWN,
        SETPRIV,
        RUNUSER
    }

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    private static final Duration FILES_LIMIT = Duration.ofMinutes(30);
    /** Says the size of each file, of which a copy must lack none. */
    private static final String COPY = "cp -a \"$0/.\" \"$1/\" && cd \"$1\" && find . ! -type d -exec stat -c %s {} +";

    static final Privileges OURS = new Privileges(Way.OWN, null);

    /** Looked for once: each probe starts a process. */
    private static volatile Privileges found;

    /**
     * The first way that works here.
     *
     * @throws JprismaException if this is root and there is none
     */
    static Privileges here() {
        Privileges known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private static Privileges find() {
        if (!FileOwnership.areRoot()) {
            return OURS;
        }
        ServerUser user = ServerUser.find()
                .orElseThrow(() -> noWay("there is neither a user postgres nor a user nobody in /etc/passwd"));
        return Stream.of(Way.SETPRIV, Way.RUNUSER)
                .map(way -> new Privileges(way, user))
                .filter(Privileges::works)
                .findFirst()
                .orElseThrow(() -> noWay("neither setpriv nor runuser works here: install util-linux (apt-get install"
                        + " util-linux)"));
    }

    /**
     * As whom a folder has to be worked in that is not ours.
     *
     * @throws JprismaException if there is no way to be somebody else
     */
    static Privileges ofOwnerOf(Path folder) throws IOException {
        return new Privileges(here().way(), ServerUser.ownerOf(folder));
    }

    private static JprismaException noWay(String why) {
        return new JprismaException(
                ErrorKind.POSTGRES_FAILED,
                "This is root, as which PostgreSQL refuses to run, and " + why + ", or run jprisma as another user");
    }

    private boolean works() {
        try {
            Program.Result who = Program.run(command(List.of("id", "-u")), PROBE_LIMIT);
            return who.succeeded() && who.output().equals(Integer.toString(user.uid()));
        } catch (JprismaException e) {
            return false;
        }
    }

    /** This command, run this way. The process is the command's own, or ends with it. */
    List<String> command(List<String> command) {
        List<String> full = new ArrayList<>(
                switch (way) {
                    case OWN -> List.<String>of();
                    case SETPRIV ->
                        List.of(
                                "setpriv",
                                "--reuid=" + user.uid(),
                                "--regid=" + user.gid(),
                                "--clear-groups",
                                "--inh-caps=-all",
                                "--no-new-privs",
                                "--");
                    case RUNUSER -> List.of("runuser", "-u", user.name(), "--");
                });
        full.addAll(command);
        return full;
    }

    /** Whether another user owns what PostgreSQL works on; a home in {@code /root} is closed to that user. */
    boolean isOtherUser() {
        return way != Way.OWN;
    }

    /** Gives one file or empty folder, in a folder of ours, to the user PostgreSQL runs as. */
    void own(Path file) throws IOException {
        if (isOtherUser()) {
            user.own(file);
        }
    }

    /** Copies what is in the folder of a cluster of this user's to an empty one. */
    TreeSize copy(Path source, Path target) throws IOException {
        String[] sizes = run(List.of("sh", "-c", COPY, source.toString(), target.toString()))
                .split("\\s+");
        long bytes = 0;
        for (String size : sizes) {
            bytes += Long.parseLong(size);
        }
        return new TreeSize(sizes.length, bytes);
    }

    /** Deletes what is in a folder of this user's; what others delete meanwhile is no error. */
    void empty(Path folder) throws IOException {
        run(List.of("sh", "-c", "cd \"$0\" && find . -mindepth 1 -maxdepth 1 -exec rm -rf {} +", folder.toString()));
    }

    private String run(List<String> command) throws IOException {
        return run(command, "", FILES_LIMIT);
    }

    /**
     * Runs a program to its end and gives what it said.
     *
     * @throws IOException with what it said, if it fails
     */
    String run(List<String> command, String input, Duration limit) throws IOException {
        return said(command, Program.run(command(command), input, limit));
    }

    /**
     * The same of what may take long and reads nothing.
     *
     * @throws JprismaException if nobody waits for it any more
     */
    String runLong(List<String> command, Duration limit, BooleanSupplier abandoned) throws IOException {
        return said(command, LongProgram.run(command(command), limit, abandoned));
    }

    private String said(List<String> command, Program.Result result) throws IOException {
        if (!result.succeeded()) {
            throw new IOException(
                    command.get(0) + (isOtherUser() ? " as user " + user.name() : "") + " says: " + result.output());
        }
        return result.output();
    }
}
