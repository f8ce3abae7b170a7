package dev.jprisma.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands without end: the daemon's descriptors, threads and memory stay what they were. */
final class Wear implements Scenario {
    private static final int CYCLES = 4;
    private static final int DESCRIPTORS_ALLOWED = 4;
    private static final int THREADS_ALLOWED = 8;
    private static final long HEAP_ALLOWED_KILOBYTES = 3_000;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern HEAP_USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private record Use(int descriptors, int threads, long heapKilobytes) {
        boolean exceeds(Use before) {
            return descriptors > before.descriptors + DESCRIPTORS_ALLOWED
                    || threads > before.threads + THREADS_ALLOWED
                    || heapKilobytes > before.heapKilobytes + HEAP_ALLOWED_KILOBYTES;
        }
    }

    @Override
    public void play(Session session) throws Exception {
        cycle(session);
        long daemon = session.product.daemon().orElseThrow();
        Use before = use(session, daemon);
        for (int i = 0; i < CYCLES; i++) {
            cycle(session);
        }
        long end = System.nanoTime() + LIMIT_NANOS;
        Use after = use(session, daemon);
        while (after.exceeds(before) && System.nanoTime() < end) {
            session.pauseMillis(2_000);
            after = use(session, daemon);
        }
        session.journal.note("  %s, then %s", before, after);
        if (after.exceeds(before)) {
            throw new Violation("the daemon grows: " + before + ", then " + after);
        }
    }

    private static void cycle(Session session) throws InterruptedException {
        Subject subject = session.subjects.get(1);
        Product.must(session.run(Deed.DETACH, subject));
        session.run(Deed.EXEC_EPHEMERAL, subject);
        session.run(Deed.CLONE, subject);
        Product.must(session.run(Deed.STOP, subject));
        Product.must(session.run(Deed.REMOVE, subject));
    }

    private static Use use(Session session, long daemon) throws IOException {
        Path process = Path.of("/proc", Long.toString(daemon));
        return new Use(
                Shell.list(process.resolve("fd")).size(),
                (int) number(THREADS, Files.readString(process.resolve("status"))),
                heap(session, daemon));
    }

    private static long heap(Session session, long daemon) {
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        String pid = Long.toString(daemon);
        Shell.run(session.sandbox.account().command(List.of(jcmd, pid, "GC.run")));
        String info = Shell.run(session.sandbox.account().command(List.of(jcmd, pid, "GC.heap_info")));
        Matcher matcher = HEAP_USED.matcher(info);
        long used = 0;
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1));
        }
        return used;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
