package dev.jprisma.postgres.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ArrayTextTest {
    @Test
    void readsArraysOfTheServer() {
        assertThat(ArrayText.parse("{1,NULL,\"a \\\"b\\\\,\",{x,\"NULL\"}}", text -> text))
                .isEqualTo(Arrays.asList("1", null, "a \"b\\,", List.of("x", "NULL")));
        assertThat(ArrayText.parse("[0:1]={1,2}", Long::valueOf)).isEqualTo(List.of(1L, 2L));
        assertThat(ArrayText.parse("{}", text -> text)).isEmpty();
    }

    @Test
    void writesArraysThatTheServerReads() {
        List<Object> list = Arrays.asList("a\"b\\", null, "", List.of("NULL", "{}"));
        assertThat(ArrayText.parse(ArrayText.format(list), text -> text)).isEqualTo(list);
    }
}
