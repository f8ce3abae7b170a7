package dev.jprisma.gateway.prisma.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class IdentifiersTest {
    @Test
    void generatesIdentifiersInTheirForms() {
        assertThat(Identifiers.cuid()).matches("c[a-z0-9]{24}");
        assertThat(Identifiers.cuid2()).matches("[a-z][a-z0-9]{23}");
        assertThat(Identifiers.ulid()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
        assertThat(Identifiers.nanoid(12)).matches("[A-Za-z0-9_-]{12}");
        assertThat(Identifiers.uuid7()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void generatesUuid7InOrderAndNeverTwice() {
        Set<String> seen = new HashSet<>();
        String last = "";
        for (int i = 0; i < 20_000; i++) {
            String next = Identifiers.uuid7();
            assertThat(next).isGreaterThan(last);
            assertThat(seen.add(next)).isTrue();
            last = next;
        }
    }
}
