package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import java.util.List;

/**
 * What is typed and run by scripts most, and without any option: {@code --version}, {@code dev ls}, {@code dev url} and
 * {@code dev url NAME}. Picocli takes half of their time, to read what options they have.
 */
final class PlainCommands {
    private PlainCommands() {}

    /**
     * Runs the command line if it is one of these. They change nothing, so that one that fails is left to be run again
     * with picocli, which says what is wrong as it does for all.
     *
     * @return whether it has been run
     */
    static boolean run(Context context, List<String> words) {
        try {
            if (isVersion(words)) {
                context.console().result(JprismaCommand.version());
                return true;
            }
            if (words.size() < 2 || !words.get(0).equals("dev")) {
                return false;
            }
            if (words.size() == 2 && words.get(1).equals("ls")) {
                new ListCommand(context).call();
                return true;
            }
            if (words.get(1).equals("url") && isNameAtMost(words)) {
                UrlCommand.print(context, words.size() == 2 ? context.defaultName() : new InstanceName(words.get(2)));
                return true;
            }
            return false;
        } catch (JprismaException e) {
            return false;
        }
    }

    private static boolean isVersion(List<String> words) {
        return words.size() == 1
                && (words.get(0).equals("--version") || words.get(0).equals("-V"));
    }

    private static boolean isNameAtMost(List<String> words) {
        return words.size() == 2 || words.size() == 3 && !words.get(2).startsWith("-");
    }
}
