package dev.jprisma.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class BodyMemoryTest {

    private final BodyMemory memory = new BodyMemory(100);
    private final List<String> granted = new ArrayList<>();

    private BodyMemory.Share request(String name, long bodyBytes) {
        BodyMemory.Share share = memory.share(bodyBytes, () -> granted.add(name));
        share.request();
        return share;
    }

    @Test
    void givesSharesInTheOrderOfArrival() {
        BodyMemory.Share first = request("first", 10);
        BodyMemory.Share second = request("second", 8);
        request("large", 15);
        request("small", 1);
        assertThat(granted).containsExactly("first", "second");

        first.release();
        assertThat(granted).containsExactly("first", "second");

        second.release();
        assertThat(granted).containsExactly("first", "second", "large", "small");
    }

    @Test
    void givesAllThereIsToOneThatIsTooLarge() {
        BodyMemory.Share huge = request("huge", 1_000_000);
        request("next", 1);
        assertThat(granted).containsExactly("huge");

        huge.release();
        assertThat(granted).containsExactly("huge", "next");
    }

    @Test
    void takesBackEachShareOnce() {
        BodyMemory.Share first = request("first", 20);
        first.release();
        first.release();
        request("second", 20);
        request("third", 1);
        assertThat(granted).containsExactly("first", "second");
    }

    @Test
    void losesNothingToAShareThatIsReleasedWhileItWaits() {
        BodyMemory.Share first = request("first", 15);
        BodyMemory.Share gone = request("gone", 10);
        gone.release();
        first.release();

        request("all", 20);
        assertThat(granted).containsExactly("first", "all");
    }

    @Test
    void goesOnWithTheNextWhenOneWaitsNoLonger() {
        request("first", 15);
        BodyMemory.Share large = request("large", 10);
        request("small", 1);

        assertThat(large.abandon()).isTrue();

        assertThat(granted).containsExactly("first", "small");
        assertThat(large.abandon()).isFalse();
    }

    @Test
    void resizesAShareThatIsGrantedAndNoOther() {
        BodyMemory.Share reading = memory.shareToRead(60, () -> granted.add("reading"));
        reading.request();
        BodyMemory.Share second = request("second", 10);
        assertThat(second.resize(10)).isFalse();

        assertThat(reading.resize(100)).isTrue();
        assertThat(reading.resize(101)).isFalse();
        assertThat(granted).containsExactly("reading");

        assertThat(reading.resize(50)).isTrue();
        assertThat(granted).containsExactly("reading", "second");

        reading.release();
        assertThat(reading.resize(0)).isFalse();
        request("third", 10);
        assertThat(granted).containsExactly("reading", "second", "third");
    }
}
