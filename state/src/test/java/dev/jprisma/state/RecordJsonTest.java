package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class RecordJsonTest {
    record Everything(
            String text,
            long number,
            Integer port,
            boolean flag,
            Instant at,
            InstanceStatus status,
            InstanceName name,
            InstancePort nested,
            List<String> list,
            List<InstancePort> ports) {}

    private static final Everything EVERYTHING = new Everything(
            "ünicode \"quoted\"\n",
            -1L << 60,
            51213,
            true,
            Instant.parse("2026-11-22T10:00:00.123456789Z"),
            InstanceStatus.NOT_RUNNING,
            new InstanceName("shop"),
            InstancePort.named(1),
            List.of("a", "b"),
            List.of(InstancePort.named(1), InstancePort.chosen(2)));

    @Test
    void readsBackWhatItWrote() {
        assertThat(RecordJson.parse(RecordJson.write(EVERYTHING)).to(Everything.class))
                .isEqualTo(EVERYTHING);
        assertThat(RecordJson.parse(RecordJson.writeIndented(EVERYTHING)).to(Everything.class))
                .isEqualTo(EVERYTHING);
    }

    @Test
    void leavesNullMembersOut() {
        assertThat(RecordJson.write(new Everything(null, 0, null, false, null, null, null, null, null, null)))
                .isEqualTo("{\"number\":0,\"flag\":false}");
    }

    @Test
    void writesForPeopleIndented() {
        assertThat(RecordJson.writeIndented(Map.of("a", List.of(Map.of("b", 1)))))
                .contains("\"a\" : [ {", "\"b\" : 1");
    }

    @Test
    void passesOverMembersItDoesNotKnow() {
        assertThat(RecordJson.parse("{\"new\":[1.5,null,{}],\"number\":1,\"named\":true,\"other\":{\"x\":null}}")
                        .to(InstancePort.class))
                .isEqualTo(InstancePort.named(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "nonsense", "{\"number\":1", "{\"number\":1}}{", "{\"a\" 1}", "{\"a\":[1"})
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> RecordJson.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"number\":\"1\"}",
                "{\"number\":1,\"flag\":1}",
                "{\"number\":1,\"port\":5000000000}",
                "{\"number\":1,\"at\":\"yesterday\"}",
                "{\"number\":1,\"status\":\"dancing\"}",
                "{\"number\":1,\"list\":\"a\"}",
                "{\"number\":1,\"list\":[1]}",
                "{\"number\":1,\"ports\":[1]}",
                "{\"number\":1,\"nested\":\"a\"}"
            })
    void refusesAMissingOrWrongMember(String text) {
        assertThatThrownBy(() -> RecordJson.parse(text).to(Everything.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAMissingMemberOfARecordThatNeedsIt() {
        assertThatThrownBy(() -> RecordJson.parse("{\"pid\":1}").to(ProcessIdentity.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("started");
    }
}
