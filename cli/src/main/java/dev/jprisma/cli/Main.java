package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;

/** The entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int code = run(args);
        // From 21 on Java's logging is loaded by System.exit, which takes longer than to read the home.
        if (code != 0 || othersRun()) {
            System.exit(code);
        }
    }

    /** Whether there are threads left that the JVM would wait for. */
    private static boolean othersRun() {
        ThreadGroup ours = Thread.currentThread().getThreadGroup();
        // One more than there are: else it is not known whether that is all.
        Thread[] threads = new Thread[ours.activeCount() + 1];
        int count = ours.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i] != Thread.currentThread() && !threads[i].isDaemon()) {
                return true;
            }
        }
        return count == threads.length;
    }

    /** @return the exit code */
    static int run(String... args) {
        return new Jprisma(Console.ofProcess(), JprismaHome::fromEnvironment).run(args);
    }
}
