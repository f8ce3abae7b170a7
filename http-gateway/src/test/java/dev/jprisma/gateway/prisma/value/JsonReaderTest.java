package dev.jprisma.gateway.prisma.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects, few fields of which are kept otherwise than many. */
@Tag("fast")
class JsonReaderTest {

    @Test
    void readsObjectsOfAnySizeInTheirOrder() {
        for (int size = 0; size < 2 * SmallObject.MOST_FIELDS + 2; size++) {
            String json = IntStream.range(0, size)
                    .mapToObj(i -> "\"f" + -i + "\":" + i)
                    .collect(Collectors.joining(",", "{", "}"));
            Map<?, ?> object = (Map<?, ?>) JsonReader.read(json);
            assertThat(object).hasSize(size);
            assertThat(ValueWriter.text(object)).isEqualTo(json);
            for (int i = 0; i < size; i++) {
                assertThat(object.get("f" + -i)).isEqualTo((long) i);
            }
        }
    }

    @Test
    void takesTheLastOfSeveralFieldsOfOneName() {
        Map<?, ?> object = (Map<?, ?>) JsonReader.read("{\"a\":1,\"b\":null,\"a\":2}");
        assertThat(ValueWriter.text(object)).isEqualTo("{\"a\":2,\"b\":null}");
        assertThat(object.containsKey("b")).isTrue();
        assertThat(object.containsKey("c")).isFalse();
    }
}
