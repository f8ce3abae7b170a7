package dev.jprisma.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** One at a time, since they share what was seen. */
@Execution(ExecutionMode.SAME_THREAD)
class IsolationTest {
    private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

    @Test
    void followsTheModifierOfTheField() {
        assertThat(databasesOf(InAStaticField.class)).hasSize(1);
        assertThat(databasesOf(InAnInstanceField.class)).hasSize(2);
    }

    @Test
    void followsTheAnnotation() {
        assertThat(databasesOf(PerClass.class)).hasSize(1);
        assertThat(databasesOf(PerMethod.class)).hasSize(2);
        assertThat(databasesOf(PerRun.class, PerRunToo.class)).hasSize(1);
    }

    @Test
    void holdsForClassesInParallelThatInheritTheField() {
        assertThat(databasesOf(InAnInheritedField.class, InAnInheritedFieldToo.class))
                .hasSize(2);
    }

    @Test
    void givesAConstructorItsTestsDatabase() {
        assertThat(databasesOf(InTheConstructor.class)).hasSize(2);
    }

    private static List<String> databasesOf(Class<?>... classes) {
        SEEN.clear();
        EngineTestKit.engine("junit-jupiter")
                .selectors(
                        Stream.of(classes).map(DiscoverySelectors::selectClass).toArray(ClassSelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(0).succeeded(2L * classes.length));
        return SEEN.values().stream().distinct().toList();
    }

    private static void saw(TestInfo test, TestDatabase database) {
        SEEN.put(test.getTestClass().orElseThrow() + test.getDisplayName(), database.url());
    }

    @Tag("fixture")
    static class InAStaticField {
        @RegisterExtension
        static final JprismaExtension DATABASE =
                JprismaExtension.builder().migrations(MigrationSource.none()).build();

        @Test
        void first(TestInfo test) {
            saw(test, DATABASE.database());
        }

        @Test
        void second(TestInfo test, TestDatabase parameter) {
            assertThat(parameter).isSameAs(DATABASE.database());
            saw(test, parameter);
        }
    }

    abstract static class InAFieldOfTheSuperclass {
        @RegisterExtension
        static final JprismaExtension DATABASE = JprismaExtension.builder().build();

        private static final Map<Class<?>, TestDatabase> AT_FIRST = new ConcurrentHashMap<>();
        private static final CyclicBarrier BOTH_RUN = new CyclicBarrier(2);

        @BeforeAll
        static void askWhileTheOtherClassRunsToo(TestInfo test) throws Exception {
            BOTH_RUN.await(1, TimeUnit.MINUTES);
            AT_FIRST.put(test.getTestClass().orElseThrow(), DATABASE.database());
            BOTH_RUN.await(1, TimeUnit.MINUTES);
        }

        @Test
        void first(TestInfo test) {
            isThatOfItsClass(test);
        }

        @Test
        void second(TestInfo test) {
            isThatOfItsClass(test);
        }

        private static void isThatOfItsClass(TestInfo test) {
            assertThat(DATABASE.database())
                    .isSameAs(AT_FIRST.get(test.getTestClass().orElseThrow()));
            saw(test, DATABASE.database());
        }
    }

    @Tag("fixture")
    static class InAnInheritedField extends InAFieldOfTheSuperclass {}

    @Tag("fixture")
    static class InAnInheritedFieldToo extends InAFieldOfTheSuperclass {}

    @Tag("fixture")
    static class InAnInstanceField {
        @RegisterExtension
        final JprismaExtension database = JprismaExtension.builder().build();

        @Test
        void first(TestInfo test) {
            saw(test, database.database());
        }

        @Test
        void second(TestInfo test) {
            saw(test, database.database());
        }
    }

    @Tag("fixture")
    @JprismaTest(isolation = Isolation.PER_CLASS)
    static class PerClass extends TwoTests {}

    @Tag("fixture")
    @JprismaTest
    static class PerMethod extends TwoTests {}

    @Tag("fixture")
    @JprismaTest(isolation = Isolation.PER_RUN)
    static class PerRun extends TwoTests {}

    @Tag("fixture")
    @JprismaTest(isolation = Isolation.PER_RUN)
    static class PerRunToo extends TwoTests {}

    abstract static class TwoTests {
        private TestDatabase field;

        @Test
        void first(TestInfo test, TestDatabase parameter) {
            assertThat(parameter).isSameAs(field);
            saw(test, parameter);
        }

        @Test
        void second(TestInfo test) {
            saw(test, field);
        }
    }

    @Tag("fixture")
    @JprismaTest
    static class InTheConstructor {
        private final TestDatabase database;

        InTheConstructor(TestDatabase database) {
            this.database = database;
        }

        @Test
        void first(TestInfo test, TestDatabase parameter) {
            assertThat(parameter).isSameAs(database);
            saw(test, database);
        }

        @Test
        void second(TestInfo test) {
            saw(test, database);
        }
    }
}
