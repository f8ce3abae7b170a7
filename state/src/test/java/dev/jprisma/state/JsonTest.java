package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our JSON beside Jackson's: what either writes the other reads, and neither reads what the other refuses. */
@Tag("fast")
class JsonTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String CHARACTERS = "aZ0 \"\\/\b\f\n\r\t\u0000\u001f\u007f\u0085äß\u2028\ud83d\ude00\uffff";

    private final Random random = new Random(1);

    @Test
    void jacksonReadsWhatWeWrite() {
        for (int i = 0; i < 2_000; i++) {
            JsonObject object = randomObject(4);

            assertThat(readByJackson(JsonWriter.write(object, false))).isEqualTo(object);
            assertThat(readByJackson(JsonWriter.write(object, true))).isEqualTo(object);
        }
    }

    @Test
    void weReadWhatJacksonWrites() {
        for (int i = 0; i < 2_000; i++) {
            JsonObject object = randomObject(4);
            JsonNode node = asJackson(object);

            assertThat(JsonReader.object(node.toString())).isEqualTo(object);
            assertThat(JsonReader.object(node.toPrettyString())).isEqualTo(object);
        }
    }

    @Test
    void ofADamagedTextBothReadTheSameOrNothing() {
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(JsonWriter.write(randomObject(2), random.nextBoolean()));
            for (int change = random.nextInt(3); change >= 0 && !text.isEmpty(); change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]:,\"\\u0e-+.1tfn \u0001".charAt(random.nextInt(20)));
                    default -> text.setLength(at);
                }
            }
            assertThat(read(text.toString())).as(text.toString()).isEqualTo(readByJackson(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":9223372036854775808}",
                "{\"a\":tru}",
                "{\"a\":truer}",
                "{\"a\":'b'}",
                "{a:1}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"\\",
                "{\"a\":1}\u0000",
                "{\"a\":1} // and more",
                "\"a\"",
                "null",
                "   "
            })
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> JsonReader.object(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> readByJacksonStrictly(text))
                .isInstanceOfAny(JacksonException.class, IllegalArgumentException.class);
    }

    @Test
    void saysWhereWhatIsMissing() {
        assertThatThrownBy(() -> JsonReader.object("{\"a\" 1}")).hasMessage("no JSON: ':' is missing at character 6");
    }

    @Test
    void refusesWhatIsNestedDeeperThanAStack() {
        assertThatThrownBy(() -> JsonReader.object("{\"a\":" + "[".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deeper than 500");
        assertThat(JsonReader.object("{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}"))
                .isNotNull();
    }

    private static Object read(String text) {
        try {
            return JsonReader.object(text);
        } catch (IllegalArgumentException e) {
            return "nothing";
        }
    }

    private static Object readByJackson(String text) {
        try {
            return readByJacksonStrictly(text);
        } catch (JacksonException | IllegalArgumentException e) {
            return "nothing";
        }
    }

    private static JsonObject readByJacksonStrictly(String text) {
        JsonNode node = JACKSON.readTree(text);
        if (!node.isObject()) {
            throw new IllegalArgumentException(text);
        }
        return (JsonObject) ofJackson(node);
    }

    /** As ours has it: no null members, and null for fractions. */
    private static Object ofJackson(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            node.properties().forEach(member -> {
                Object value = ofJackson(member.getValue());
                if (value != null) {
                    members.put(member.getKey(), value);
                }
            });
            return new JsonObject(members);
        } else if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(ofJackson(element)));
            return elements;
        } else if (node.isString()) {
            return node.stringValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return null;
    }

    private static JsonNode asJackson(JsonObject object) {
        return JACKSON.valueToTree(plain(object));
    }

    private static Object plain(Object value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, plain(member)));
            return members;
        }
        return value instanceof List<?> list
                ? list.stream().map(JsonTest::plain).toList()
                : value;
    }

    private JsonObject randomObject(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(randomText(), randomValue(depth - 1));
        }
        return new JsonObject(members);
    }

    private Object randomValue(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> random.nextLong() >> random.nextInt(64);
            case 1 -> random.nextBoolean();
            case 2, 3 -> randomText();
            case 4 -> randomObject(depth);
            default -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(randomValue(depth - 1));
                }
                yield elements;
            }
        };
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(CHARACTERS.codePointAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
