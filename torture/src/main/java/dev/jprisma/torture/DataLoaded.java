package dev.jprisma.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file takes the place of all data while somebody is killed: then the data is what it was, or the file's, and the
 * same command works again.
 */
final class DataLoaded implements Scenario {
    private static final int LONGEST_MILLIS = 2_500;
    /** So that there is a time in which it can be hit. */
    private static final int ROWS_BESIDES = 60_000;

    private static final List<Victim> VICTIMS = List.of(
            Victim.NOBODY,
            Victim.COMMAND,
            Victim.COMMAND,
            Victim.DAEMON,
            Victim.POSTMASTER,
            Victim.BACKEND,
            Victim.EVERYTHING);

    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        String name = subject.name();
        session.pauseMillis(session.random.nextInt(LONGEST_MILLIS));
        subject.pause();
        Address address = session.addressOf(subject);
        subject.checkRows(address);
        List<BitSet> before = subject.rowsAt(address);
        List<BitSet> inFile = halfOf(before);
        Path file = write(session, name, inFile);
        List<String> words = List.of("dev", "load", "-y", "--clean", name, file.toString());
        Disturbance disturbed = new Disturbance(session, subject, LONGEST_MILLIS);

        disturbed.of(words, session.oneOf(VICTIMS));
        session.product.must("dev", "start", name);
        subject.becomesOneOf(session.addressOf(subject), List.of(before, inFile));
        session.product.must(words.toArray(String[]::new));
        subject.becomesOneOf(session.addressOf(subject), List.of(inFile));
        if (session.chance(0.5)) {
            disturbed.of("dev", "undo", "-y", name);
            session.product.must("dev", "start", name);
            subject.becomesOneOf(session.addressOf(subject), List.of(before, inFile));
        }
        Files.delete(file);
        subject.fate = Subject.Fate.EXISTS;
        subject.wanted = Boolean.TRUE;
    }

    /** Of each witness every other row, so that the next one it writes is none of them. */
    private static List<BitSet> halfOf(List<BitSet> rows) {
        List<BitSet> halves = new ArrayList<>();
        for (BitSet all : rows) {
            BitSet half = new BitSet();
            all.stream().filter(row -> row % 2 == 0).forEach(half::set);
            halves.add(half);
        }
        return halves;
    }

    private static Path write(Session session, String name, List<BitSet> rows) throws IOException {
        StringBuilder script = new StringBuilder("create table identity as select '" + name + "' as name;\n"
                + "create table witnessed (witness int, row int, primary key (witness, row));\n"
                + "create table besides as select n, md5(n::text) from generate_series(1, " + ROWS_BESIDES + ") n;\n"
                + "copy witnessed from stdin;\n");
        IntStream.range(0, rows.size())
                .forEach(witness -> rows.get(witness).stream()
                        .forEach(row ->
                                script.append(witness).append('\t').append(row).append('\n')));
        script.append("\\.\ncreate index on besides (md5);\n");
        Path file = Files.writeString(session.sandbox.folder().resolve(name + ".sql"), script);
        session.sandbox.give(file);
        return file;
    }
}
