package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortAllocatorTest {
    private static final InstanceName NAME = new InstanceName("a");

    private final int http = FreePort.choose();
    private final int database = FreePort.choose();
    private final int shadow = FreePort.choose();

    @Test
    void freePortsAreTakenAsTheyAre() {
        InstancePorts wanted = chosen();

        assertThat(new PortAllocator(NAME, List.of()).allocate(wanted)).isEqualTo(wanted);
    }

    @Test
    void aBusyPortOfOursMoves() throws IOException {
        try (ServerSocket busy = new ServerSocket()) {
            busy.bind(new InetSocketAddress(LoopbackPort.addresses().get(0), database));

            InstancePorts moved = new PortAllocator(NAME, List.of()).allocate(chosen());

            assertThat(moved.database().number()).isGreaterThan(database);
            assertThat(moved.http().number()).isEqualTo(http);
        }
    }

    @Test
    void aPortAnotherInstanceHasRecordedIsLeftToItEvenWhileThatIsStopped() {
        InstanceRecord other = InstanceRecord.create(new InstanceName("b"), "18.6", "data", chosen(), false);

        InstancePorts moved = new PortAllocator(NAME, List.of(other)).allocate(chosen());

        assertThat(moved.numbers()).doesNotContainAnyElementsOf(other.ports().numbers());
    }

    @Test
    void aBusyNamedPortIsRefusedWithItsHolder() throws IOException {
        InstancePorts named =
                new InstancePorts(InstancePort.chosen(http), InstancePort.named(database), InstancePort.chosen(shadow));
        try (ServerSocket busy = new ServerSocket()) {
            busy.bind(new InetSocketAddress(LoopbackPort.addresses().get(0), database));

            assertThatThrownBy(() -> new PortAllocator(NAME, List.of()).allocate(named))
                    .hasMessageContaining("database port " + database)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aNamedPortPushesADefaultAside() {
        RequestedPorts requested =
                new RequestedPorts(null, InstancePorts.DEFAULT.http().number(), null);

        InstancePorts ports = requested.over(InstancePorts.DEFAULT);

        assertThat(ports.database()).isEqualTo(InstancePort.named(51213));
        assertThat(ports.http().named()).isFalse();
        assertThat(ports.numbers()).hasSize(3);
    }

    @Test
    void equalNamedPortsAreRefused() {
        assertThatThrownBy(() -> new RequestedPorts(5000, 5000, null).over(InstancePorts.DEFAULT))
                .hasMessageContaining("both 5000");
    }

    private InstancePorts chosen() {
        return new InstancePorts(InstancePort.chosen(http), InstancePort.chosen(database), InstancePort.chosen(shadow));
    }
}
