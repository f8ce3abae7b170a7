package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class InstancePortsTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void refusesANumberThatIsNoPort(int number) {
        assertThatThrownBy(() -> InstancePort.named(number)).hasMessageContaining(number + " is not a port");
    }

    @Test
    void refusesEqualPortsAndNamesThem() {
        assertThatThrownBy(() ->
                        new InstancePorts(InstancePort.named(5000), InstancePort.named(5001), InstancePort.named(5000)))
                .hasMessageContaining("HTTP")
                .hasMessageContaining("shadow")
                .hasMessageContaining("5000");
    }

    @Test
    void defaultsAreThoseOfPrismaDev() {
        assertThat(InstancePorts.DEFAULT.numbers()).containsExactlyInAnyOrder(51213, 51214, 51215);
    }
}
