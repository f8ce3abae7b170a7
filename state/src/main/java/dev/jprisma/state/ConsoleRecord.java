package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;

/**
 * What a home keeps of its HTTP port, the console's: like those of instances it stays what it was, and what was open is
 * open again with the next daemon.
 *
 * @param open whether a daemon of the home listens on it
 * @param opening a random text, another one each time it is opened after it was closed: who was let in before is not
 *     any more
 * @param forPrograms whether it was opened for programs, which start no daemon: then one stays for as long as it is
 *     open
 */
public record ConsoleRecord(int port, boolean open, String opening, boolean forPrograms) {
    /** What is tried first. Instances choose theirs above theirs, so this is none of them. */
    public static final int DEFAULT_PORT = 51210;

    public ConsoleRecord {
        requireNonNull(opening, "opening");
    }

    /** Empty if the home never had one, or if its record is damaged, which the next {@link #write} mends. */
    public static Optional<ConsoleRecord> read(JprismaHome home) {
        try {
            return Optional.of(
                    RecordJson.parse(HomeFile.read(home.consoleRecord())).to(ConsoleRecord.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** It is open for programs. */
    public ConsoleRecord openForPrograms() {
        return new ConsoleRecord(port, true, opening, true);
    }

    /** It is closed. */
    public ConsoleRecord closed() {
        return new ConsoleRecord(port, false, opening, false);
    }

    /** @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if that cannot be done */
    public void write(JprismaHome home) {
        AtomicFile.write(home.consoleRecord(), RecordJson.writeIndented(this));
    }
}
