package dev.jprisma.insights;

import dev.jprisma.state.AtomicFile;
import dev.jprisma.state.insights.LoadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was executed over time: the last samples as they were taken, and a day in a file, a line a minute. Of one thread
 * at a time.
 */
final class LoadHistory {
    private static final Logger LOG = LoggerFactory.getLogger(LoadHistory.class);
    private static final int MOST_SAMPLES = 600;
    private static final long LINE_SECONDS = 60;
    private static final long KEPT_SECONDS = 24 * 3600;
    private static final int MOST_LINES = 2 * (int) (KEPT_SECONDS / LINE_SECONDS);

    private final Path file;
    private final Deque<LoadPoint> samples = new ArrayDeque<>();
    private final Deque<LoadPoint> day = new ArrayDeque<>();
    private LoadPoint line;
    private int lines;

    LoadHistory(Path file) {
        this.file = file;
        try {
            for (String text : Files.readAllLines(file)) {
                read(text);
            }
        } catch (NoSuchFileException none) {
            // Nobody has looked yet.
        } catch (IOException e) {
            LOG.warn("The load of yesterday cannot be read: {}", e.toString());
        }
        lines = MOST_LINES;
    }

    private void read(String text) {
        String[] numbers = text.split(" ");
        try {
            day.addLast(new LoadPoint(
                    Instant.ofEpochSecond(Long.parseLong(numbers[0])),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3])));
        } catch (RuntimeException halfWritten) {
            LOG.debug("A line of {} is none: {}", file, text);
        }
    }

    void add(LoadPoint sample) {
        samples.addLast(sample);
        if (samples.size() > MOST_SAMPLES) {
            samples.removeFirst();
        }
        line = line == null ? sample : sum(line, sample);
        if (line.seconds() >= LINE_SECONDS) {
            day.addLast(line);
            line = null;
            keep();
        }
    }

    private static LoadPoint sum(LoadPoint one, LoadPoint next) {
        return new LoadPoint(
                next.at(),
                one.seconds() + next.seconds(),
                one.executions() + next.executions(),
                one.totalMicros() + next.totalMicros());
    }

    private void keep() {
        Instant oldest = Instant.now().minusSeconds(KEPT_SECONDS);
        while (!day.isEmpty() && day.getFirst().at().isBefore(oldest) || day.size() > MOST_LINES) {
            day.removeFirst();
        }
        try {
            if (lines >= MOST_LINES) {
                StringBuilder text = new StringBuilder();
                day.forEach(point -> text.append(written(point)));
                AtomicFile.write(file, text.toString());
                lines = day.size();
            } else {
                Files.writeString(file, written(day.getLast()), StandardOpenOption.APPEND);
                lines++;
            }
        } catch (IOException | RuntimeException e) {
            // A full disk: the next line tries again, with all.
            lines = MOST_LINES;
            LOG.debug("The load is not kept", e);
        }
    }

    private static String written(LoadPoint point) {
        return point.at().getEpochSecond() + " " + point.seconds() + " " + point.executions() + " "
                + point.totalMicros() + "\n";
    }

    /** The oldest first: what is kept of the day, then the samples. */
    List<LoadPoint> points() {
        List<LoadPoint> points = new ArrayList<>();
        for (LoadPoint minute : day) {
            if (samples.isEmpty() || minute.at().isBefore(samples.getFirst().at())) {
                points.add(minute);
            }
        }
        points.addAll(samples);
        return points;
    }
}
