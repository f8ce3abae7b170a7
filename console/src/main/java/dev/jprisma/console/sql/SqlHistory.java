package dev.jprisma.console.sql;

import dev.jprisma.state.AtomicFile;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was run, the newest last: a line each in a file that only its owner may read, since statements can have secrets
 * in them. Bounded; what is damaged in it is left out. For all threads of the one process that writes it.
 */
public final class SqlHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SqlHistory.class);
    private static final int MOST_ENTRIES = 500;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_CHARACTERS = 500_000;
    private static final long MOST_BYTES = 4L * MOST_CHARACTERS;

    private final Path file;

    public SqlHistory(Path file) {
        this.file = file;
    }

    /** All of it, the newest first. */
    public synchronized List<HistoryEntry> entries() {
        List<HistoryEntry> entries = new ArrayList<>();
        for (String line : lines()) {
            try {
                entries.add(0, RecordJson.parse(line).to(HistoryEntry.class));
            } catch (IllegalArgumentException e) {
                LOG.debug("{}", file, e);
            }
        }
        return entries;
    }

    /**
     * Adds one, unless its text is so long that it came from a file.
     *
     * @throws JprismaException if the home cannot be written to
     */
    public synchronized void add(HistoryEntry entry) {
        if (entry.sql().length() > LONGEST_TEXT) {
            return;
        }
        List<String> lines = new ArrayList<>(lines());
        lines.add(RecordJson.write(entry));
        int first = Math.max(0, lines.size() - MOST_ENTRIES);
        int characters = 0;
        for (int i = lines.size() - 1; i >= first; i--) {
            characters += lines.get(i).length();
            if (characters > MOST_CHARACTERS) {
                first = i + 1;
            }
        }
        AtomicFile.write(file, String.join("\n", lines.subList(first, lines.size())) + "\n");
    }

    /** Forgets all. */
    public synchronized void clear() {
        AtomicFile.write(file, "");
    }

    private List<String> lines() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return List.of();
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            LOG.warn("Cannot read {}", file, e);
            return List.of();
        }
    }
}
