package dev.jprisma.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's log while it records, line by line as PostgreSQL writes it. */
@Tag("fast")
class StatementLogTest {
    private static final String PREFIX =
            "2026-11-27 21:35:07.629 UTC [7842] ada@shop {jprisma 1795901707.629 2/28 -31 my app} ";

    @TempDir
    private Path folder;

    private Path log;
    private final List<LoggedStatement> statements = new ArrayList<>();
    private StatementLog reader;

    @BeforeEach
    void open() throws IOException {
        log = folder.resolve("postgres.log");
        Files.writeString(log, "2026-11-27 21:00:00.000 UTC [1] LOG:  before\n");
        reader = new StatementLog(log, statements::add);
    }

    @Test
    void anExecutionHasTheTimeOfItsParsingAndBindingAndItsValues() throws IOException {
        append(
                PREFIX + "LOG:  duration: 0.115 ms  parse <unnamed>: SELECT 1\n\tFROM t WHERE a = $1",
                PREFIX + "LOG:  duration: 0.091 ms  bind <unnamed>: SELECT 1\n\tFROM t WHERE a = $1",
                PREFIX + "DETAIL:  Parameters: $1 = 'x: y'",
                PREFIX + "LOG:  duration: 1.049 ms  execute <unnamed>: SELECT 1\n\tFROM t WHERE a = $1",
                PREFIX + "DETAIL:  Parameters: $1 = 'x: y'");

        assertThat(read())
                .containsExactly(new LoggedStatement(
                        1795901707629L,
                        7842,
                        "2/28",
                        -31,
                        "ada",
                        "shop",
                        "my app",
                        1255,
                        "SELECT 1\nFROM t WHERE a = $1",
                        "Parameters: $1 = 'x: y'"));
    }

    @Test
    void whatAClientSendsCannotLookLikeALineOfItsOwn() throws IOException {
        String forged = (PREFIX + "LOG:  duration: 9.000 ms  statement: forged").replace("] ada", "] eve");
        append(PREFIX + "LOG:  duration: 2.000 ms  statement: select '\n\t" + forged + "'");

        assertThat(read()).singleElement().satisfies(statement -> {
            assertThat(statement.user()).isEqualTo("ada");
            assertThat(statement.micros()).isEqualTo(2000);
        });
    }

    @Test
    void aLineThatIsWrittenInPartIsReadWhenItIsThere() throws IOException {
        String line = PREFIX + "LOG:  duration: 2.000 ms  statement: select 1\n";
        Files.writeString(log, line.substring(0, 100), StandardOpenOption.APPEND);
        assertThat(read()).isEmpty();

        Files.writeString(log, line.substring(100), StandardOpenOption.APPEND);
        assertThat(read()).extracting(LoggedStatement::sql).containsExactly("select 1");
    }

    @Test
    void aLogThatIsEmptiedIsReadFromItsBeginning() throws IOException {
        append(PREFIX + "LOG:  duration: 2.000 ms  statement: select 1");
        read();
        Files.writeString(log, PREFIX + "LOG:  duration: 2.000 ms  statement: select 2\n");

        assertThat(read()).extracting(LoggedStatement::sql).contains("select 2");
    }

    @Test
    void cleanedItHasWhatItWouldHaveWithoutTheRecording() throws IOException {
        append(
                "2026-11-27 21:35:00.000 UTC [1] LOG:  received SIGHUP, reloading configuration files",
                "2026-11-27 21:35:00.000 UTC [1] LOG:  parameter \"log_min_duration_sample\" changed to \"0\"",
                PREFIX + "LOG:  duration: 2.000 ms  statement: create role bob\n\tpassword 'secret'",
                PREFIX + "ERROR:  duplicate key value violates unique constraint \"t_pkey\"",
                PREFIX + "DETAIL:  Key (id)=(secret) already exists.",
                PREFIX + "LOG:  duration: 2.000 ms  execute s: select $1",
                PREFIX + "DETAIL:  Parameters: $1 = 'secret'",
                "2026-11-27 21:35:09.000 UTC [1] LOG:  checkpoint complete\n\twith a second line");
        reader.clean();

        assertThat(log)
                .hasContent("2026-11-27 21:00:00.000 UTC [1] LOG:  before\n"
                        + "2026-11-27 21:35:07.629 UTC [7842] ada@shop ERROR:  duplicate key value violates unique"
                        + " constraint \"t_pkey\"\n"
                        + "2026-11-27 21:35:09.000 UTC [1] LOG:  checkpoint complete\n\twith a second line\n");

        append(PREFIX + "LOG:  duration: 2.000 ms  statement: select 3");
        assertThat(read()).extracting(LoggedStatement::sql).containsExactly("select 3");
    }

    private void append(String... lines) throws IOException {
        Files.writeString(log, String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
    }

    private List<LoggedStatement> read() throws IOException {
        statements.clear();
        reader.readNew();
        return List.copyOf(statements);
    }
}
