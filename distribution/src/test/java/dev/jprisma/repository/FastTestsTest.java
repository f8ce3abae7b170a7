package dev.jprisma.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code scripts/check --fast} runs: the tests with {@code @Tag("fast")}, of every module. */
@Tag("fast")
class FastTestsTest {
    /** What starts a server or another program, or waits for a time. */
    private static final Set<String> SLOW = Set.of(
            "java.lang.ProcessBuilder",
            "dev.jprisma.daemon.JprismaDaemon",
            "dev.jprisma.postgres.ClusterFactory",
            "dev.jprisma.postgres.Postmaster",
            "dev.jprisma.postgres.ThrowAwayServer",
            "dev.jprisma.testing.Engine",
            "dev.jprisma.testing.Jprisma",
            "dev.jprisma.testing.JprismaServer",
            "org.junit.platform.launcher.core.LauncherFactory",
            "org.junit.platform.testkit.engine.EngineTestKit");

    private static JavaClasses tests;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> compiled = modules.map(module -> module.resolve("target/test-classes"))
                    .filter(Files::isDirectory)
                    .toList();
            tests = new ClassFileImporter().importPaths(compiled);
        }
    }

    @Test
    void neitherTheyNorTheirHelpersStartAServerOrAProgramOrSleep() {
        Set<String> reasons = fast().flatMap(FastTestsTest::slowness).collect(Collectors.toCollection(TreeSet::new));

        assertThat(reasons).as("tests that are not fast").isEmpty();
    }

    @Test
    void thereAreSomeOfEveryModuleThatHasTests() {
        assertThat(fast().map(JavaClass::getPackageName).map(name -> name.split("\\.", 4)[2]))
                .contains(
                        "cli",
                        "console",
                        "daemon",
                        "gateway",
                        "insights",
                        "migrations",
                        "postgres",
                        "state",
                        "testing");
    }

    private static Stream<JavaClass> fast() {
        return tests.stream()
                .filter(test -> test.tryGetAnnotationOfType(Tag.class)
                        .map(tag -> tag.value().equals("fast"))
                        .orElse(false));
    }

    /** By all of the test classes that it uses, and they use. */
    private static Stream<String> slowness(JavaClass test) {
        return Stream.concat(
                        Stream.of(test),
                        test.getTransitiveDependenciesFromSelf().stream()
                                .map(Dependency::getTargetClass)
                                .filter(used -> tests.contain(used.getName())))
                .distinct()
                .flatMap(used -> Stream.concat(
                                used.getDirectDependenciesFromSelf().stream()
                                        .map(dependency ->
                                                dependency.getTargetClass().getName())
                                        .filter(SLOW::contains),
                                used.getMethodCallsFromSelf().stream()
                                        .map(call -> call.getTarget().getFullName())
                                        .filter(name -> name.startsWith("java.lang.Thread.sleep(")))
                        .map(slow -> test.getName() + " uses " + slow + " in " + used.getName()));
    }
}
