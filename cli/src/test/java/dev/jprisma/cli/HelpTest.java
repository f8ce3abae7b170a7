package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.jprisma.cli.Examples.Example;
import dev.jprisma.cli.output.Console;
import dev.jprisma.state.JprismaHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every help page. */
@Tag("fast")
class HelpTest {
    private static final Path HOME = Path.of("no-home");

    /** They do nothing themselves. */
    private static final List<String> GROUPS =
            List.of("jprisma postgres", "jprisma extension", "jprisma daemon", "jprisma self");

    static Stream<String> commands() {
        return below(all());
    }

    private static CommandLine all() {
        return new Jprisma(new Context(Console.ofProcess(), () -> JprismaHome.at(HOME))).all();
    }

    private static Stream<String> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec().qualifiedName()),
                command.getSubcommands().values().stream().distinct().flatMap(HelpTest::below));
    }

    private static String help(String path) {
        List<String> words = new ArrayList<>(List.of(path.split(" ")).subList(1, path.split(" ").length));
        words.add("--help");
        return new Cli(HOME).run(words.toArray(new String[0])).out();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasExamplesThatAreCommandsOfThisKind(String path) {
        List<Example> examples = Examples.of(path);
        boolean isGroup = GROUPS.contains(path);

        assertThat(examples.isEmpty()).as(path).isEqualTo(isGroup);
        for (Example example : examples) {
            String line = example.line().replaceAll("^eval \"\\$\\((.*)\\)\"$|^source <\\((.*)\\)$", "$1$2");
            String[] words = line.replace("'", "").split(" ");
            assertThat(words[0]).isEqualTo("jprisma");
            if (!line.startsWith("jprisma help")) {
                assertThat(line).startsWith(path);
                assertThatCode(() -> all().parseArgs(Arrays.copyOfRange(words, 1, words.length)))
                        .as(line)
                        .doesNotThrowAnyException();
            }
            assertThat(help(path)).contains("  " + example.line());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysWhatItIsAndFitsInto80Columns(String path) {
        String help = help(path);

        assertThat(help).startsWith("Usage: " + path).doesNotContain("\u001b", "Others:");
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    /** In Turkish a capital I is not the one of other languages. */
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG"})
    void isTheSameInEachLocale(String language) {
        Locale before = Locale.getDefault();
        String help = help("jprisma dev");
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertThat(help("jprisma dev")).isEqualTo(help);
            assertThat(new Cli(HOME).run("dev", "LINK").err()).contains("Did you mean 'jprisma dev link'?");
            assertThat(new Cli(HOME).run("dev", "url", "--limits").exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(new Cli(HOME).run("dev", "--limits", "PRISMA", "-p", "x").err())
                    .contains("'x' is not a port");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesEachCommandInAGroup() {
        assertThat(help("jprisma")).contains("Databases:", "In the browser:", "jprisma itself:", "  doctor ");
    }
}
