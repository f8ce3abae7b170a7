package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;

/** The entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** @return the exit code */
    static int run(String... args) {
        return new Jprisma(Console.ofProcess(), JprismaHome::fromEnvironment).run(args);
    }
}
