package dev.jprisma.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class TerminalWidthTest {
    @ParameterizedTest
    @CsvSource({
        ",50 100,100",
        ",50 200,120",
        ",50 40,60",
        ",50 0,80",
        ",,80",
        ",not a terminal,80",
        "72,50 100,72",
        "wide,50 100,100",
        "0,,80",
        "99999999999,,80"
    })
    void isThatOfTheTerminalWithinWhatCanBeRead(String chosen, String size, int width) {
        assertThat(TerminalWidth.within(chosen, size)).isEqualTo(width);
    }
}
