package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The history of an instance as a user sees it: the object of {@code history --json}. Members that have no value are
 * null, and left out of the JSON.
 *
 * @param length how far back it is to reach, as it is typed
 * @param from the first moment that the instance can be brought back to; null if it has yet to begin
 * @param bytes that its base copies take on the disk; null if it has yet to begin
 * @param walBytes that the WAL in the instance's data takes
 * @param mostWal how much of it may be kept, as PostgreSQL's setting says it; null if that is not set
 */
public record HistoryView(String instance, String length, Instant from, Long bytes, Long walBytes, String mostWal) {

    /**
     * Null if none is kept.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if the settings of its data cannot be read
     */
    public static HistoryView of(InstanceRecord instance, JprismaHome home) {
        if (instance.history() == null) {
            return null;
        }
        Path data = instance.dataDirectory(home);
        HistoryRecord begun = new HistoryRegistry(home).of(instance).orElse(null);
        return new HistoryView(
                instance.name().value(),
                instance.history().toString(),
                begun == null ? null : begun.from().orElseThrow(),
                begun == null ? null : begun.bytes(),
                sizeOf(data.resolve("pg_wal")),
                AlteredSettings.of(data).value("max_slot_wal_keep_size").orElse(null));
    }

    private static long sizeOf(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** It in words, with what to type. */
    public String text() {
        if (from == null) {
            return "The history of " + instance + " (" + length + ") has yet to begin.";
        }
        return "History of " + instance + " (" + length + "): from " + ShownTime.textFrom(from) + " to now; copies "
                + ByteSize.text(bytes) + ", WAL " + ByteSize.text(walBytes)
                + (mostWal == null ? "" : " of at most " + mostWal) + ". To a moment: jprisma dev restore " + instance
                + " --at '10 minutes ago'";
    }
}
