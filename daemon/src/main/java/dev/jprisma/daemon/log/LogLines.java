package dev.jprisma.daemon.log;

import java.io.PrintStream;
import java.time.LocalDateTime;
import org.slf4j.event.Level;

/**
 * The log's lines: at each moment only so many of a kind, since anybody on this machine can be the reason for one. Safe
 * for threads.
 */
final class LogLines {
    private final PrintStream stream;
    private final LogRate rate = new LogRate();
    private final LogText text = new LogText();

    LogLines(PrintStream stream) {
        this.stream = stream;
    }

    synchronized void write(String logger, Level level, String message, Throwable thrown) {
        LogRate.Verdict verdict = rate.judge(logger + " " + level, System.nanoTime());
        LocalDateTime now = LocalDateTime.now();
        if (verdict.leftOutBefore() > 0) {
            String leftOut = verdict.leftOutBefore() + " lines of " + logger + " were left out";
            stream.print(text.of(now, level, leftOut, null));
        }
        if (verdict.allowed()) {
            stream.print(text.of(now, level, message, thrown));
        }
    }
}
