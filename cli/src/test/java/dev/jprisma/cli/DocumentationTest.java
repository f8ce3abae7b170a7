package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.toml.TomlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The pages of the repository: their links lead somewhere, their commands are ones, and the reference is not stale. */
@Tag("fast")
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path REFERENCE = ROOT.resolve("docs/reference/commands.md");
    private static final Map<String, ObjectMapper> FORMATS = Map.of(
            "json", new ObjectMapper(), "toml", new TomlMapper(), "yaml", new YAMLMapper(), "yml", new YAMLMapper());
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    /** Up to what a shell takes for itself. */
    private static final Pattern COMMAND =
            Pattern.compile("(?:^|[\\s(`])(?:scripts/|npx )?jprisma ((?:dev|console|studio|insights|api|create-db|mcp"
                    + "|extension|postgres|daemon|doctor|self|completion|-)[^)`;|&>\\n]*)");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("testing"))) {
            try (Stream<Path> files = Files.list(folder)) {
                pages.addAll(files.filter(DocumentationTest::isPage).toList());
            }
        }
        for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("examples"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                pages.addAll(files.filter(DocumentationTest::isPage)
                        .filter(file -> !file.toString().contains("node_modules"))
                        .toList());
            }
        }
        return pages.stream().sorted();
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        List<String> broken = LINK.matcher(withoutCode(read(page)))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("(https?|mailto):.*"))
                .filter(link -> !exists(page, link))
                .toList();

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandInItIsOne(Path page) {
        assertThat(commands(read(page)).map(DocumentationTest::mistakeIn).filter(mistake -> !mistake.isEmpty()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsDataIsWhatItSays(Path page) {
        FORMATS.forEach((language, mapper) -> blocks(read(page), language).forEach(text -> parse(mapper, text)));
    }

    @Test
    void theFormsForIssuesAreYaml() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(".github"))) {
            files.filter(file -> file.toString().endsWith(".yml"))
                    .forEach(file -> parse(FORMATS.get("yaml"), read(file)));
        }
    }

    private static void parse(ObjectMapper mapper, String text) {
        try {
            mapper.readTree(text);
        } catch (JacksonException e) {
            throw new AssertionError(e.getOriginalMessage() + " in\n" + text, e);
        }
    }

    @Test
    void theReferenceSaysWhatTheHelpSays() throws IOException {
        if (Boolean.getBoolean("jprisma.reference.write")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, CommandReference.page());
        }
        assertThat(REFERENCE)
                .as("to write it anew: scripts/reference")
                .content()
                .isEqualTo(CommandReference.page());
    }

    @Test
    void aMistakenCommandAndABrokenLinkAreSeen() {
        assertThat(commands("```console\n$ jprisma dev lss\n$ jprisma dev ls | head\n```\n")
                        .map(DocumentationTest::mistakeIn)
                        .filter(mistake -> !mistake.isEmpty()))
                .hasSize(1);
        assertThat(exists(ROOT.resolve("README.md"), "docs/none.md")).isFalse();
        assertThat(exists(ROOT.resolve("README.md"), "docs/console.md#none")).isFalse();
    }

    /** Of blocks of shells the lines that are typed, and of prose what stands between backticks. */
    private static Stream<String> commands(String page) {
        Stream<String> typed = Stream.of("console", "sh", "shell", "bash")
                .flatMap(language -> blocks(page, language)
                        .flatMap(block -> block.lines()
                                .filter(line -> !language.equals("console") || line.startsWith("$ "))
                                .filter(line -> !line.strip().startsWith("#"))));
        Stream<String> named = Pattern.compile("`(jprisma [^`]+)`")
                .matcher(withoutCode(page))
                .results()
                .map(found -> found.group(1));
        return Stream.concat(typed, named)
                .flatMap(line -> COMMAND.matcher(line)
                        .results()
                        .map(found -> found.group(1).strip()));
    }

    private static String mistakeIn(String line) {
        List<String> words = words(line);
        if (words.stream().anyMatch(word -> word.equals("...") || word.startsWith("["))) {
            words = words.subList(0, (int) words.stream()
                    .takeWhile(word -> !word.equals("...") && !word.startsWith("["))
                    .count());
        }
        try {
            CommandReference.commands()
                    .setExpandAtFiles(false)
                    .setAllowSubcommandsAsOptionParameters(true)
                    .parseArgs(words.toArray(new String[0]));
            return "";
        } catch (MissingParameterException named) {
            // A command that is spoken of by its name alone.
            return "";
        } catch (ParameterException e) {
            return "jprisma " + line + ": " + e.getMessage();
        }
    }

    /** As a shell tells them apart, a substitution being some word. */
    private static List<String> words(String line) {
        String plain = line.replaceAll("\"?\\$\\([^)]*\\)?\"?", "x").replaceAll("\\s#.*", "");
        Matcher words = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(plain);
        return words.results()
                .map(found -> Stream.of(1, 2, 3)
                        .map(found::group)
                        .filter(group -> group != null)
                        .findFirst()
                        .orElseThrow())
                .map(word -> word.replaceAll("[,.:]$", ""))
                .collect(Collectors.toList());
    }

    private static Stream<String> blocks(String page, String language) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2));
    }

    private static String withoutCode(String page) {
        return BLOCK.matcher(page).replaceAll("");
    }

    private static boolean exists(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (hash < 0 || anchors(read(target)).contains(link.substring(hash + 1)));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(String page) {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(withoutCode(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
                        .replace(' ', '-'))
                .map(anchor ->
                        seen.merge(anchor, 1, Integer::sum) == 1 ? anchor : anchor + "-" + (seen.get(anchor) - 1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
