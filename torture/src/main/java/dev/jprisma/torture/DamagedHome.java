package dev.jprisma.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small file of the home that is no instance's is damaged: commands work, or name the file or what to type, and with
 * the file mended all is as it was.
 */
final class DamagedHome implements Scenario {
    private static final List<String> OF_DAEMON = List.of("daemon.json", "daemon.lock", "launch.lock", "storage.lock");
    /** Names where the data is: without it a home has none yet. */
    private static final String POINTER = "server-files";

    private static final List<Deed> DEEDS =
            List.of(Deed.DETACH, Deed.START, Deed.STOP, Deed.URL, Deed.EXEC, Deed.EXEC_EPHEMERAL, Deed.DAEMON_STATUS);

    @Override
    public void play(Session session) throws Exception {
        Path file = session.oneOf(filesOf(session.sandbox));
        byte[] good = Files.readAllBytes(file);
        Damage damage = session.oneOf(damagesOf(file, good.length));
        boolean daemonKilled = session.chance(0.5);
        session.journal.note("  %s of %s%s", damage, file, daemonKilled ? ", and no daemon" : "");
        if (daemonKilled) {
            Victim.killDaemon(session);
        }
        damage.apply(session, file, good);
        byte[] damaged = Damage.contentOf(file);
        requireWords(session.product.run("dev", "ls"), file);
        for (Deed deed : List.of(session.oneOf(DEEDS), session.oneOf(DEEDS))) {
            Subject subject = session.anySubject(true);
            requireWords(session.end(deed, subject, session.begin(deed, subject), false), file);
        }
        requireWords(session.product.run("daemon", "stop"), file);
        if (Arrays.equals(Damage.contentOf(file), damaged)) {
            mend(session, file, good);
        }
    }

    /** Those that were there are files whose owner holds them, and nobody does any more. */
    private static void mend(Session session, Path file, byte[] good) throws IOException {
        if (OF_DAEMON.contains(file.getFileName().toString())) {
            Victim.killDaemon(session);
            Shell.run(List.of("rm", "-rf", file.toString()));
        } else {
            Damage.write(session, file, good);
        }
    }

    private static void requireWords(Outcome outcome, Path file) {
        boolean exec = outcome.words().contains("exec");
        boolean said = outcome.err().contains(file.toString()) || outcome.err().contains("jprisma ");
        if (!exec && !outcome.succeeded() && !said) {
            throw new Violation("names neither " + file + " nor what to type: " + outcome);
        }
    }

    private static List<Path> filesOf(Sandbox sandbox) throws IOException {
        List<Path> files = new ArrayList<>();
        Stream.concat(OF_DAEMON.stream(), Stream.of(POINTER))
                .map(sandbox::file)
                .filter(Files::isRegularFile)
                .forEach(files::add);
        for (Path root : sandbox.roots()) {
            for (Path made : Stream.of("templates", "postgres")
                    .flatMap(name -> Shell.list(root.resolve(name)).stream())
                    .toList()) {
                Stream.of("password", "jprisma-version")
                        .map(made::resolve)
                        .filter(Files::isRegularFile)
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static List<Damage> damagesOf(Path file, int length) {
        List<Damage> damages = new ArrayList<>(List.of(Damage.values()));
        damages.remove(Damage.NEWER);
        if (length == 0) {
            // A lock without a note.
            damages.removeAll(List.of(Damage.TRUNCATED, Damage.FLIPPED));
        }
        if (file.endsWith(POINTER)) {
            damages.removeAll(List.of(Damage.DELETED, Damage.LINK));
        }
        return damages;
    }
}
