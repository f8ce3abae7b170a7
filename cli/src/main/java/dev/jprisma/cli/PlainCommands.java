package dev.jprisma.cli;

import dev.jprisma.state.ConnectionUrls;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.Version;
import java.util.OptionalInt;

/**
 * What is typed and run by scripts most, and without any option: {@code --version}, {@code dev ls}, {@code dev url},
 * {@code dev url NAME}, and {@code dev --detach} with a name at most. Picocli takes half of their time, to read what
 * options they have.
 */
final class PlainCommands {
    private PlainCommands() {}

    /**
     * Runs the command line if it is one of these.
     *
     * @return its exit code; empty if it is another one and has not been run
     */
    static OptionalInt run(Context context, String... words) {
        if (words.length == 2 && words[0].equals("dev") && isDetach(words[1])) {
            return OptionalInt.of(startDetached(context, null));
        }
        if (words.length == 4 && words[0].equals("dev")) {
            if (isDetach(words[1]) && isName(words[2], words[3])) {
                return OptionalInt.of(startDetached(context, new InstanceName(words[3])));
            }
            if (isName(words[1], words[2]) && isDetach(words[3])) {
                return OptionalInt.of(startDetached(context, new InstanceName(words[2])));
            }
        }
        return read(context, words) ? OptionalInt.of(ExitCode.DONE) : OptionalInt.empty();
    }

    /**
     * The commands that change nothing, so that one that fails is left to be run again with picocli, which says what is
     * wrong as it does for all.
     */
    private static boolean read(Context context, String... words) {
        try {
            if (isVersion(words)) {
                context.console().result(version());
                return true;
            }
            if (words.length < 2 || !words[0].equals("dev")) {
                return false;
            }
            if (words.length == 2 && words[1].equals("ls")) {
                new ListCommand(context).call();
                return true;
            }
            if (words[1].equals("url") && isNameAtMost(words)) {
                InstanceName name = words.length == 2 ? context.defaultName() : new InstanceName(words[2]);
                InstanceRecord instance = ExistingInstance.requireNotingStopped(context, name, PortRole.DATABASE);
                context.console().result(ConnectionUrls.of(instance).tcp());
                return true;
            }
            return false;
        } catch (JprismaException e) {
            return false;
        }
    }

    private static int startDetached(Context context, InstanceName name) {
        try {
            Preloading.start();
            DetachedStart.plain(context, name);
            return ExitCode.DONE;
        } catch (RuntimeException e) {
            return new ErrorReport(context).report(e, "jprisma dev");
        }
    }

    static String version() {
        return "jprisma " + Version.current();
    }

    private static boolean isVersion(String... words) {
        return words.length == 1 && (words[0].equals("--version") || words[0].equals("-V"));
    }

    private static boolean isNameAtMost(String... words) {
        return words.length == 2 || words.length == 3 && !words[2].startsWith("-");
    }

    private static boolean isDetach(String word) {
        return word.equals("-d") || word.equals("--detach");
    }

    private static boolean isName(String option, String name) {
        return (option.equals(NameOption.SHORT) || option.equals(NameOption.LONG))
                && InstanceName.isValid(name)
                && !name.startsWith("-");
    }
}
