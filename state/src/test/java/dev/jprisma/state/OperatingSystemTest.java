package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
@Tag("fast")
class OperatingSystemTest {
    /** As JDKs have said in {@code os.name}. */
    @ParameterizedTest
    @CsvSource({
        "Linux, LINUX",
        "Mac OS X, MACOS",
        "Windows 10, WINDOWS",
        "Windows 11, WINDOWS",
        "Windows Server 2022, WINDOWS",
        "FreeBSD, OTHER",
        "AIX, OTHER"
    })
    void isToldByJavasNameOfIt(String name, OperatingSystem system) {
        assertThat(OperatingSystem.named(name)).isEqualTo(system);
    }

    @Test
    void namesProgramsAndNothingAsItsShellDoes() {
        assertThat(OperatingSystem.WINDOWS.programFile("postgres")).isEqualTo("postgres.exe");
        assertThat(OperatingSystem.MACOS.programFile("postgres")).isEqualTo("postgres");
        assertThat(OperatingSystem.WINDOWS.nullDevice().getPath()).isEqualTo("NUL");
        assertThat(OperatingSystem.here().nullDevice()).exists().canRead().canWrite();
    }
}
