package dev.jprisma.insights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much is written down of what a server executes. */
@Tag("fast")
class RecordingRateTest {
    private final RecordingRate rate = new RecordingRate(0);

    @Test
    void aLoopOfSomeHundredStatementsIsWrittenDownWhole() {
        assertThat(rate.look(400, 250)).isFalse();
        assertThat(rate.look(0, 250)).isFalse();
        assertThat(rate.look(400, 250)).isFalse();
        assertThat(rate.oneIn()).isEqualTo(1);
    }

    @Test
    void ofWhatGoesOnOnlyAsMuchAsCostsLittle() {
        rate.look(400, 250);
        assertThat(rate.look(400, 250)).isTrue();

        assertThat(1600 / rate.oneIn()).isLessThanOrEqualTo(200);
    }

    @Test
    void ofAFloodThatIsThereAlreadyNothingIsWrittenDownWholeAtFirst() {
        RecordingRate late = new RecordingRate(33_000);

        assertThat(33_000 / late.oneIn()).isLessThanOrEqualTo(200);
        assertThat(new RecordingRate(900).oneIn()).isEqualTo(1);
    }

    @Test
    void whenItIsCalmAllIsWrittenDownAgain() {
        rate.look(20_000, 250);
        assertThat(rate.oneIn()).isGreaterThan(100);

        for (int i = 0; i < 100; i++) {
            rate.look(0, 250);
        }
        assertThat(rate.oneIn()).isEqualTo(1);
    }
}
