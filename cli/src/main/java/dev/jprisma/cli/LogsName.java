package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The instance of {@code dev logs}, whose {@code -n} is a number of lines, as that of {@code tail}. */
final class LogsName extends NameArgument {
    @Option(names = NameOption.LONG, paramLabel = "NAME", description = "The same as NAME.")
    private String name;

    @Option(
            names = NameOption.SHORT,
            paramLabel = "LINES",
            description = "Only the last LINES lines. What is no number names the instance.")
    private List<String> linesOrNames = List.of();

    @Override
    List<String> byOption() {
        List<String> names = new ArrayList<>(
                linesOrNames.stream().filter(word -> !isNumber(word)).toList());
        if (name != null) {
            names.add(name);
        }
        return names;
    }

    /**
     * Null for all.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it is no number of lines
     */
    Integer lines() {
        return linesOrNames.stream()
                .filter(LogsName::isNumber)
                .map(LogsName::numberOf)
                .reduce((first, last) -> last)
                .orElse(null);
    }

    private static boolean isNumber(String word) {
        return word.matches("-?[0-9]+");
    }

    private static int numberOf(String word) {
        try {
            int number = Integer.parseInt(word);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Too long; refused below.
        }
        throw new JprismaException(
                ErrorKind.INVALID, NameOption.SHORT + " " + word + " is no number of lines: use 0 to 2147483647");
    }
}
