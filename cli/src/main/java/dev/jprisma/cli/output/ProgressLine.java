package dev.jprisma.cli.output;

import dev.jprisma.cli.transfer.TransferListener;
import dev.jprisma.state.ByteSize;
import java.util.Locale;

/**
 * Shows how a transfer goes on: on a terminal a line that is written over, elsewhere its steps alone. Safe for threads.
 */
public final class ProgressLine implements TransferListener {
    private static final long NANOS_BETWEEN = 100_000_000;
    private static final int BAR = 24;

    private final Console console;
    private final long begin = System.nanoTime();
    private String step = "";
    private long lastShown;

    public ProgressLine(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void step(String what) {
        step = what;
        if (console.isNotesTerminal()) {
            console.passing(what + " ...");
        } else {
            console.note(what + " ...");
        }
    }

    @Override
    public void moved(long bytes, long ofBytes, long rows) {
        long now = System.nanoTime();
        if (now - lastShown >= NANOS_BETWEEN && console.isNotesTerminal()) {
            showMoved(bytes, ofBytes, rows, now);
        }
    }

    private synchronized void showMoved(long bytes, long ofBytes, long rows, long now) {
        lastShown = now;
        double seconds = Math.max(0.1, (now - begin) / 1e9);
        StringBuilder line = new StringBuilder(step);
        if (ofBytes > 0) {
            int done = (int) Math.min(BAR, BAR * bytes / ofBytes);
            line.append(" [")
                    .append("#".repeat(done))
                    .append("-".repeat(BAR - done))
                    .append("] ");
            line.append(Math.min(100, 100 * bytes / ofBytes)).append(" %");
        }
        line.append("  ").append(ByteSize.text(bytes));
        if (rows > 0) {
            line.append("  ").append(String.format(Locale.ROOT, "%,d", rows)).append(" rows");
        }
        line.append("  ").append(ByteSize.text((long) (bytes / seconds))).append("/s");
        console.passing(line.toString());
    }

    @Override
    public synchronized void note(String sentence) {
        console.note(sentence);
    }

    @Override
    public synchronized void debug(String line) {
        console.debug(line);
    }

    @Override
    public synchronized void interrupted(String sentence) {
        note(sentence);
        // Nothing is shown behind it.
        lastShown = Long.MAX_VALUE;
    }
}
