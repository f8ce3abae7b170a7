package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;
import java.util.OptionalInt;
import java.util.function.Supplier;

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

    /** No lambda: the first one of a process loads what makes them, which takes longer than to read the home. */
    private static final class UsersHome implements Supplier<JprismaHome> {
        @Override
        public JprismaHome get() {
            return JprismaHome.fromEnvironment();
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
        return run(Console.ofProcess(), new UsersHome(), args);
    }

    /** @param home asked for by the commands that need it */
    static int run(Console console, Supplier<JprismaHome> home, String... args) {
        Context context = new Context(console, home);
        try {
            OptionalInt plain = PlainCommands.run(context, args);
            int code = plain.isPresent() ? plain.getAsInt() : new Jprisma(context).run(args);
            return code == ExitCode.DONE && !console.isResultWritten() ? ExitCode.FAILED : code;
        } catch (Error e) {
            // Such as classes that are gone since jprisma was removed.
            return new ErrorReport(context).report(e);
        } finally {
            console.out().flush();
        }
    }
}
