package dev.jprisma.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** The record of an instance is damaged: all others are listed and work, and it comes back with its rows. */
final class DamagedRecord implements Scenario {
    private enum Damage {
        TRUNCATED,
        FLIPPED,
        FOLDER,
        LINK,
        NEWER,
        DELETED,
        DOUBLED
    }

    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.chance(0.7) ? session.anyRunning(false) : session.anySubject(false);
        Path record = session.sandbox.file("instances/" + subject.name() + "/instance.json");
        if (subject.fate != Subject.Fate.EXISTS) {
            return;
        }
        Damage damage = session.oneOf(List.of(Damage.values()));
        byte[] good = Files.readAllBytes(record);
        boolean daemonKilled = session.chance(0.4);
        session.journal.note("  %s of %s%s", damage, subject, daemonKilled ? ", and no daemon" : "");
        if (daemonKilled) {
            Victim.killDaemon(session);
        }
        apply(damage, session, record, good);
        // A changed bit can be another port or password.
        subject.forgetAddress();
        byte[] damaged = contentOf(record);
        Path twin = session.sandbox.file("instances/twin");
        try {
            requireOthersListed(session);
            for (Deed deed : List.of(session.oneOf(List.of(Deed.START, Deed.STOP)), Deed.URL)) {
                session.end(deed, subject, session.begin(deed, subject), false);
            }
            if (damage == Damage.DOUBLED) {
                session.product.run("dev", "rm", "-y", "--force", "twin");
            }
        } finally {
            Shell.run(List.of("rm", "-rf", twin.toString()));
        }
        if (damage == Damage.DELETED || damage != Damage.DOUBLED && session.chance(0.5)) {
            // What the message advises.
            Shell.run(List.of("rm", "-rf", record.toString()));
            Product.must(session.run(Deed.DETACH, subject));
        } else if (damage != Damage.DOUBLED && Arrays.equals(contentOf(record), damaged)) {
            Shell.run(List.of("rm", "-rf", record.toString()));
            write(session, record, good);
            subject.wanted = null;
        }
    }

    /** Empty if it is no file. What the daemon has written anew is the truth then, and not put back. */
    private static byte[] contentOf(Path record) throws IOException {
        return Files.isRegularFile(record) ? Files.readAllBytes(record) : new byte[0];
    }

    private static void requireOthersListed(Session session) throws InterruptedException {
        boolean listed = session.product.list().stream()
                .anyMatch(row -> row.name().equals(session.base.name()) && row.isRunning());
        if (!listed) {
            throw new Violation("one damaged record hides the others");
        }
    }

    private static void apply(Damage damage, Session session, Path record, byte[] good) throws IOException {
        switch (damage) {
            case TRUNCATED -> write(session, record, Arrays.copyOf(good, session.random.nextInt(good.length)));
            case FLIPPED -> {
                byte[] flipped = good.clone();
                flipped[session.random.nextInt(good.length)] ^= (byte) (1 << session.random.nextInt(8));
                write(session, record, flipped);
            }
            case NEWER -> {
                String text = new String(good, StandardCharsets.UTF_8);
                String newer = text.replaceFirst("\"schemaVersion\" : \\d+", "\"schemaVersion\" : 999");
                write(session, record, newer.getBytes(StandardCharsets.UTF_8));
            }
            case FOLDER -> {
                Files.delete(record);
                Files.createDirectory(record);
                session.sandbox.give(record);
            }
            case LINK -> {
                Files.delete(record);
                Files.createSymbolicLink(record, Path.of("nowhere"));
            }
            case DELETED -> Files.delete(record);
            case DOUBLED -> {
                Path twin = record.getParent().resolveSibling("twin");
                Files.createDirectory(twin);
                Files.copy(record, twin.resolve("instance.json"));
                session.sandbox.give(twin);
            }
        }
    }

    private static void write(Session session, Path record, byte[] content) throws IOException {
        Path next = session.sandbox.folder().resolve("record");
        Files.write(next, content);
        session.sandbox.give(next);
        Files.move(next, record, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
