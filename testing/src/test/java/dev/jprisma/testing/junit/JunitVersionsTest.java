package dev.jprisma.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.testing.run.ForkedRun;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The extension's own tests, run by the oldest JUnit that is supported and by JUnit 6; the build is in between. */
class JunitVersionsTest {
    private static final Pattern JUNIT = Pattern.compile("junit-(jupiter|platform)-?.*\\.jar");

    @ParameterizedTest
    @CsvSource({"junit-oldest, 5.12.", "junit-6, 6."})
    void runTheExtensionsTests(String folder, String version) throws Exception {
        String output = ForkedRun.of(JprismaTestTest.class, IsolationTest.class)
                .in(Path.of(System.getProperty("jprisma.home")))
                .on(classPathWith(Path.of("target", folder)))
                .await();

        assertThat(output).contains("JUnit " + version, "passed 10, failed 0");
    }

    /** This one, with the JUnit of a folder instead of ours. */
    private static String classPathWith(Path junit) {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> !JUNIT.matcher(new File(entry).getName())
                                        .matches()),
                        Stream.of(junit.resolve("*").toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
