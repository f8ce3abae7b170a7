package dev.jprisma.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargeResultsTest {

    private PostgresConnection connection;

    @BeforeEach
    void connect() {
        connection = TestServer.connect();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void handsOnAMillionRowsWithoutKeepingThem() {
        long[] sumAndMostUsed = new long[2];
        long before = used();
        connection.execute(
                Statement.of("select i, repeat('x', 300) from generate_series(1, 1000000) i"), new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        int value = Integer.parseInt(row.text(0));
                        sumAndMostUsed[0] += value;
                        if (value % 100_000 == 0) {
                            sumAndMostUsed[1] = Math.max(sumAndMostUsed[1], used() - before);
                        }
                    }
                });
        assertThat(sumAndMostUsed[0]).isEqualTo(500_000_500_000L);
        assertThat(sumAndMostUsed[1]).isLessThan(20 * 1024 * 1024);
    }

    @Test
    void readsValuesAroundEveryBufferSizeWhole() {
        for (int length : List.of(16_367, 16_384, 16_400, 65_536, 1_048_560, 1_048_576, 1_048_600, 5_000_000)) {
            Results results = Results.of(connection, "select 'a', repeat('é', $1::int / 2), null, 'z'", "" + length);
            assertThat(results.rows).containsExactly(Arrays.asList("a", "é".repeat(length / 2), null, "z"));
        }
    }

    @Test
    void streamsAValueOfHundredsOfMegabytes() {
        long[] bytes = new long[1];
        long before = used();
        connection.execute(
                Statement.of("select 'head', repeat('x', 300000000), 'tail', 'unread'"), new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        assertThat(row.isStreamed()).isTrue();
                        assertThat(row.text(0)).isEqualTo("head");
                        bytes[0] = count(row.stream(1));
                        assertThat(row.text(2)).isEqualTo("tail");
                        assertThat(used() - before).isLessThan(20 * 1024 * 1024);
                    }
                });
        assertThat(bytes[0]).isEqualTo(300_000_000);
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void skipsWhatIsNotRead() {
        List<String> seen = new ArrayList<>();
        connection.execute(
                Statement.of("select repeat('x', 2000000), i, repeat('y', 2000000) from generate_series(1, 3) i"),
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        seen.add(row.length(0) + " " + row.text(1));
                    }
                });
        assertThat(seen).containsExactly("2000000 1", "2000000 2", "2000000 3");
    }

    @Test
    void readsALargeRowInOrderOnly() {
        assertThatThrownBy(
                        () -> connection.execute(Statement.of("select 1, repeat('x', 2000000)"), new ResultReceiver() {
                            @Override
                            public void row(Row row) {
                                row.length(1);
                                row.text(0);
                            }
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in order");
        assertThat(Results.value(connection, "select 1")).isEqualTo("1");
    }

    @Test
    void sendsLargeParameters() {
        String text = "ä".repeat(3_000_000);
        assertThat(Results.value(connection, "select length($1) || $2", text, "!"))
                .isEqualTo("3000000!");
    }

    @Test
    void sendsAParameterFromAStream() {
        byte[] bytes = new byte[10_000_000];
        Results results = new Results();
        connection.execute(
                new Statement(
                        "select length($1), $2",
                        List.of(
                                Parameter.stream(17, true, bytes.length, new ByteArrayInputStream(bytes)),
                                Parameter.text("after"))),
                results);
        assertThat(results.rows).containsExactly(List.of("10000000", "after"));
    }

    @Test
    void isClosedByAParameterThatEndsEarly() {
        Statement statement = new Statement(
                "select length($1)", List.of(Parameter.stream(17, true, 10, new ByteArrayInputStream(new byte[5]))));
        assertThatThrownBy(() -> connection.execute(statement, ResultReceiver.NONE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("announced length");
        assertThat(connection.isOpen()).isFalse();
    }

    private static long count(InputStream in) {
        try (in) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
