package dev.jprisma.console.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SqlHistoryTest {

    @TempDir
    Path folder;

    private static HistoryEntry entry(String sql) {
        return new HistoryEntry(Instant.parse("2026-11-27T21:00:00Z"), "shop", sql, "SELECT 1", 1200);
    }

    @Test
    void theNewestIsFirstAndAnotherHistoryOfTheFileHasIt() {
        new SqlHistory(folder.resolve("history")).add(entry("select 1"));
        new SqlHistory(folder.resolve("history")).add(entry("select\n'ü'"));

        assertThat(new SqlHistory(folder.resolve("history")).entries())
                .containsExactly(entry("select\n'ü'"), entry("select 1"));
    }

    @Test
    void onlyTheOwnerMayReadIt() throws Exception {
        SqlHistory history = new SqlHistory(folder.resolve("history"));
        history.add(entry("create role a password 'secret'"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("history"))))
                .isEqualTo("rw-------");
    }

    @Test
    void itIsBounded() throws Exception {
        SqlHistory history = new SqlHistory(folder.resolve("history"));
        for (int i = 0; i < 60; i++) {
            history.add(entry("select " + i + " -- " + "x".repeat(15_000)));
        }
        history.add(entry("x".repeat(30_000)));

        List<HistoryEntry> entries = history.entries();
        assertThat(entries.get(0).sql()).startsWith("select 59 ");
        assertThat(entries.size()).isBetween(20, 40);
        assertThat(Files.size(folder.resolve("history"))).isLessThan(600_000);
    }

    @Test
    void whatIsDamagedInItIsLeftOut() throws Exception {
        SqlHistory history = new SqlHistory(folder.resolve("history"));
        history.add(entry("select 1"));
        Files.writeString(folder.resolve("history"), "{\"half\n\n[]\n", StandardOpenOption.APPEND);

        assertThat(history.entries()).containsExactly(entry("select 1"));
        history.clear();
        assertThat(history.entries()).isEmpty();
    }
}
