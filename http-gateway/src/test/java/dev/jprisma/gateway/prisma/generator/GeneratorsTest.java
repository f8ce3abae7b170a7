package dev.jprisma.gateway.prisma.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.prisma.error.PrismaError;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class GeneratorsTest {

    private final Generators generators = new Generators();

    private List<?> product(Object left, Object right) {
        return (List<?>) generators.call(GeneratorName.PRODUCT, List.of(left, right));
    }

    @Test
    void makesAllPairs() {
        assertThat(product(List.of(1L, 2L), List.of("a", "b")))
                .isEqualTo(List.of(List.of(1L, "a"), List.of(1L, "b"), List.of(2L, "a"), List.of(2L, "b")));
    }

    @Test
    void refusesProductsThatAreTooLargeAloneOrTogether() {
        List<Object> thousand = Collections.nCopies(1000, 1L);
        List<Object> some = Collections.nCopies(400, 1L);
        assertThatThrownBy(() -> product(thousand, thousand))
                .isInstanceOf(PrismaError.class)
                .hasMessageContaining("1000000 pairs");

        Generators another = new Generators();
        another.call(GeneratorName.PRODUCT, List.of(some, some));
        assertThatThrownBy(() -> another.call(GeneratorName.PRODUCT, List.of(some, some)))
                .isInstanceOf(PrismaError.class);
    }
}
