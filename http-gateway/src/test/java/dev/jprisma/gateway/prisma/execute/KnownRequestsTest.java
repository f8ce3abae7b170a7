package dev.jprisma.gateway.prisma.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class KnownRequestsTest {
    /** More than it takes for a beginning to be known. */
    private static final int OFTEN = 4;

    private static final String BEGINNING =
            "{\"model\":\"A\",\"operation\":\"findMany\",\"plan\":{\"type\":\"value\",\"args\":1},\"params\":";

    private final KnownRequests requests = new KnownRequests();

    private QueryRequest read(String body) {
        return requests.read(body.getBytes(StandardCharsets.UTF_8), "7.10.0");
    }

    private void know(String body) {
        for (int i = 0; i < OFTEN; i++) {
            read(body);
        }
    }

    private static QueryRequest parsed(String body) {
        return QueryRequest.parse(body.getBytes(StandardCharsets.UTF_8), "7.10.0");
    }

    private void readsAsAnyOther(String body) {
        QueryRequest known = read(body);
        assertThat(known.node()).isNotNull();
        assertThat(known.with(null)).isEqualTo(parsed(body));
    }

    @Test
    void haveTheirOwnParameters() {
        know(BEGINNING + "{\"%1\":1}}");
        readsAsAnyOther(BEGINNING + "{\"%1\":2,\"%2\":[null,\"x\"]}}");
        readsAsAnyOther(BEGINNING + "{}}");
    }

    @Test
    void shareTheirPlan() {
        know(BEGINNING + "{}}");
        assertThat(read(BEGINNING + "{\"%1\":2}}").node())
                .isSameAs(read(BEGINNING + "{\"%1\":3}}").node());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"%1\":{\"params\":{}}}}",
                "{\"%1\":\"\\\"params\\\":{}\"}}",
                "{},\"comments\":{\"a\":\"b\"}}",
                "{},\"operation\":\"findFirst\",\"model\":null}",
                "{},\"params\":{\"%1\":7}}",
                "{},\"plan\":{\"type\":\"value\",\"args\":2}}",
                "{}  ,\n\"more\":[{\"params\":{}}]}",
            })
    void mayHaveAnythingBehindTheirBeginning(String rest) {
        know(BEGINNING + "{}}");
        know(BEGINNING + rest);
        readsAsAnyOther(BEGINNING + rest);
        readsAsAnyOther(BEGINNING + "{\"%1\":1}}");
    }

    /** Where a plan has a field of that name, a text that ends there begins no request. */
    @Test
    void areNotTakenForThoseThatHaveTheNameWithinTheirPlan() {
        String before = "{\"operation\":\"a\",\"params\":{},\"plan\":{\"type\":\"value\",\"args\":{\"params\":";
        for (String value : new String[] {"{}", "1", "{\"a\":{}}"}) {
            know(before + value + "}}}");
            readsAsAnyOther(before + value + "}}}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{}}}", "[]}", "{}} 1", "{\"%1\":x}}", ""})
    void areRefusedInTheSameWords(String rest) {
        know(BEGINNING + "{}}");
        assertThatThrownBy(() -> read(BEGINNING + rest))
                .isInstanceOf(PrismaError.class)
                .satisfies(e -> {
                    assertThatThrownBy(() -> parsed(BEGINNING + rest)).hasMessage(e.getMessage());
                });
    }

    @Test
    void tellTheirLengthForTheMemoryTheyTake() {
        know(BEGINNING + "{}}");
        assertThat(read(BEGINNING + "{\"%1\":1}}").length()).isEqualTo(BEGINNING.length() + 9);
        assertThat(read(BEGINNING + "{\"%1\":1}}").parameters()).isEqualTo(Map.of("%1", 1L));
    }
}
