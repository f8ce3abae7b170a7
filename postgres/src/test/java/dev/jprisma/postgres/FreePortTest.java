package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

@Tag("fast")
class FreePortTest {
    @RepeatedTest(20)
    void portsGivenOneAfterAnotherDiffer() {
        List<Integer> ports =
                IntStream.range(0, 20).mapToObj(i -> FreePort.choose()).toList();

        assertThat(ports).doesNotHaveDuplicates();
    }
}
