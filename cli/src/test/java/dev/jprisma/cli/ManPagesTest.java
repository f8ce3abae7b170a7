package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that {@code scripts/dist} packs. */
@Tag("fast")
class ManPagesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        ManPages.main(new String[] {folder.toString(), "2026-11-22"});
    }

    @Test
    void eachCommandHasOneByItsFirstName() {
        assertThat(folder.resolve("jprisma.1")).isRegularFile();
        assertThat(folder.resolve("jprisma-dev-ls.1")).isRegularFile();
        assertThat(folder.resolve("jprisma-dev-snapshot-rm.1")).isRegularFile();
        assertThat(folder.resolve("jprisma-dev-ps.1")).doesNotExist();
    }

    @Test
    void aPageSaysWhatTheHelpSays() {
        assertThat(folder.resolve("jprisma-dev-rm.1"))
                .content()
                .startsWith(".TH \"JPRISMA-DEV-RM\" 1 \"2026-11-22\"")
                .contains(
                        "\\fB\\-\\-force\\fR\nDelete those that run, too; they are stopped first.",
                        ".SH SYNOPSIS\njprisma dev rm ");
        assertThat(folder.resolve("jprisma-dev.1")).content().containsOnlyOnce(".BR jprisma\\-dev\\-ls (1)\n");
    }

    @Test
    void noLineIsARequestByMistake() throws IOException {
        List<String> requests = List.of(".TH ", ".SH ", ".TP", ".BR ", ".B ", ".I ", ".nh", ".ad ");
        try (Stream<Path> pages = Files.list(folder)) {
            for (Path page : pages.toList()) {
                assertThat(Files.readAllLines(page))
                        .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                        .as(page.toString())
                        .allMatch(line -> requests.stream().anyMatch(line::startsWith));
            }
        }
    }
}
