package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet of the page about clients prints what the comment in it says that it prints. */
class ClientsPageTest {

    private static final Path PAGE = Path.of("../docs/clients.md");
    private static final Pattern SNIPPET = Pattern.compile("```(\\w+)\n(.*?\n)```\n", Pattern.DOTALL);
    private static final Pattern PRINTED = Pattern.compile("(?://|#) ([\\[{].*)\n$");

    record Snippet(String language, String text) {

        @Override
        public String toString() {
            return language + ": " + text.lines().findFirst().orElse("");
        }
    }

    static Stream<Snippet> snippets() throws Exception {
        return SNIPPET.matcher(Files.readString(PAGE))
                .results()
                .map(found -> new Snippet(found.group(1), found.group(2)));
    }

    @Test
    void hasASnippetForEachKindOfClient() throws Exception {
        assertThat(snippets().map(Snippet::language)).containsExactly("ts", "ts", "ts", "ts", "sh", "python");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void doesWhatItSays(Snippet snippet, @TempDir Path folder) throws Exception {
        try (TestGateway gateway = new TestGateway()) {
            String output = snippet.language.equals("ts")
                    ? runOnNode(snippet, gateway.urls())
                    : run(snippet, folder, gateway.urls());
            assertThat(output.strip()).matches(printed(snippet));
        }
    }

    private static String runOnNode(Snippet snippet, Map<String, String> urls) throws Exception {
        NodeProject node = NodeProject.installed();
        Files.writeString(node.folder().resolve("snippet.ts"), snippet.text);
        return node.run(60, urls, "node", "--import", "tsx", "--import", "./websocket.ts", "snippet.ts");
    }

    private static String run(Snippet snippet, Path folder, Map<String, String> urls) throws Exception {
        Files.writeString(folder.resolve("snippet"), snippet.text);
        String interpreter = snippet.language.equals("python") ? "python3" : snippet.language;
        return Commands.run(60, folder, urls, interpreter, "snippet");
    }

    /** In the comment, {@code ...} stands for anything. */
    private static String printed(Snippet snippet) {
        MatchResult printed =
                PRINTED.matcher(snippet.text).results().findFirst().orElseThrow();
        return Stream.of(printed.group(1).split("\\.\\.\\."))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }
}
