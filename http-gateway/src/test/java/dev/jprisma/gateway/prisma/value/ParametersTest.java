package dev.jprisma.gateway.prisma.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ParametersTest {

    @Test
    void isTheMapOfItsNames() {
        Random random = new Random(20261127);
        for (int round = 0; round < 1000; round++) {
            Parameters parameters = new Parameters();
            Map<String, Object> expected = new LinkedHashMap<>();
            for (int i = 1; i < 12; i++) {
                String name = name(random, i);
                Object value = random.nextInt(4) == 0 ? null : random.nextInt();
                parameters.put(name, value);
                expected.put(name, value);
            }
            assertThat(parameters).isEqualTo(expected).hasSameHashCodeAs(expected);
            expected.forEach((name, value) -> {
                assertThat(parameters.containsKey(name)).as(name).isTrue();
                assertThat(parameters.get(name)).as(name).isEqualTo(value);
                if (Parameters.number(name) > 0) {
                    assertThat(parameters.contains(Parameters.number(name))).isTrue();
                    assertThat(parameters.get(Parameters.number(name))).isEqualTo(value);
                }
            });
        }
    }

    private static String name(Random random, int next) {
        return switch (random.nextInt(8)) {
            case 0 -> "%" + (1 + random.nextInt(20));
            case 1 -> "%0" + next;
            case 2 -> "name" + next;
            case 3 -> new String[] {"%", "", "%-1", "%1x", "%99999999999"}[random.nextInt(5)];
            default -> "%" + next;
        };
    }

    @Test
    void tellsNullFromNothing() {
        Parameters parameters = new Parameters();
        parameters.put("%1", null);
        assertThat(parameters.contains(1)).isTrue();
        assertThat(parameters.contains(2)).isFalse();
        assertThat(parameters.get(2)).isNull();
    }
}
