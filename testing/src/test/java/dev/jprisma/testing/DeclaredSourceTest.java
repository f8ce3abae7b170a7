package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class DeclaredSourceTest {
    @Test
    void aClassComesBeforeATemplate() {
        assertThat(declared("flyway", Empty.class)).isInstanceOf(Empty.class);
        assertThat(declared("flyway", MigrationSource.class)).isEqualTo(MigrationSource.flyway());
    }

    @Test
    void settingsAndTheVersionGoWithIt() {
        MigrationSource declared =
                MigrationSource.declared("flyway", MigrationSource.class, new String[] {"work_mem=5MB"}, 17);
        assertThat(declared)
                .isEqualTo(MigrationSource.flyway().withSettings("work_mem=5MB").onPostgres(17));
    }

    @Test
    void aClassThatCannotBeMadeIsNamedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declared("none", Inner.class))
                .withMessageContaining("$Inner needs a constructor without parameters")
                .withMessageContaining("static");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declared("none", Failing.class))
                .withMessageContaining("$Failing failed: java.lang.IllegalStateException: no folder");
    }

    private static MigrationSource declared(String template, Class<? extends MigrationSource> source) {
        return MigrationSource.declared(template, source, new String[0], 0);
    }

    private static class Empty implements MigrationSource {
        @Override
        public String contentHash() {
            return "empty";
        }

        @Override
        public void migrate(TestDatabase database) {}
    }

    private static final class Failing extends Empty {
        Failing() {
            throw new IllegalStateException("no folder");
        }
    }

    @SuppressWarnings("ClassCanBeStatic")
    private final class Inner extends Empty {}
}
