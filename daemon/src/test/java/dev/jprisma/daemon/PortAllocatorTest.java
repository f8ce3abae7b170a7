package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.postgres.LoopbackPort;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.ProcessIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class PortAllocatorTest {
    private static final RequestedPorts NOTHING_NAMED = new RequestedPorts(null, null, null, false);

    private final int http = FreePort.choose();
    private final int database = FreePort.choose();
    private final int shadow = FreePort.choose();
    private final List<ServerSocket> occupied = new ArrayList<>();
    private final List<InstanceRecord> removed = new ArrayList<>();

    @Test
    void freePortsAreTakenAsTheyAre() {
        assertThat(newInstance().allocate(NOTHING_NAMED)).isEqualTo(chosen());
    }

    @Test
    void portsOfARemovedInstanceAreLeftToItsUndoUnlessTheyAreNamed() {
        removed.add(ran("b", chosen()));

        InstancePorts moved = newInstance().allocate(NOTHING_NAMED);

        assertThat(moved.numbers()).doesNotContainAnyElementsOf(chosen().numbers());
        assertThat(newInstance()
                        .allocate(new RequestedPorts(null, database, null, false))
                        .database()
                        .number())
                .isEqualTo(database);
    }

    @Test
    void aBusyPortOfANewInstanceMoves() throws IOException {
        occupy(database);
        InstancePorts moved = newInstance().allocate(NOTHING_NAMED);

        assertThat(moved.database().number()).isNotEqualTo(database);
        assertThat(moved.http().number()).isEqualTo(http);
    }

    @Test
    void noPortThatWeChooseCanEverBeOneOfAnotherRole() throws IOException {
        occupy(http);
        occupy(database);
        occupy(shadow);
        InstancePorts moved = newInstance().allocate(NOTHING_NAMED);

        for (PortRole role : PortRole.values()) {
            assertThat(moved.of(role).number() % 3)
                    .isEqualTo(InstancePorts.DEFAULT.of(role).number() % 3);
        }
    }

    @Test
    void aPortAnotherInstanceHasRecordedIsLeftToItEvenWhileThatIsStopped() {
        InstancePorts moved = newInstance(ran("b", chosen())).allocate(NOTHING_NAMED);

        assertThat(moved.numbers()).doesNotContainAnyElementsOf(chosen().numbers());
    }

    @Test
    void aPortAnotherInstanceHadIsLeftToItToo() {
        InstanceRecord other = ran("b", chosen()).on(InstancePorts.DEFAULT);

        assertThat(newInstance(other).allocate(NOTHING_NAMED).numbers())
                .doesNotContainAnyElementsOf(chosen().numbers());
        assertThatThrownBy(() -> newInstance(other).allocate(new RequestedPorts(null, shadow, null, false)))
                .hasMessageContaining("a: the database port " + shadow)
                .hasMessageContaining("is a former shadow database port of instance b");
    }

    @Test
    void aBusyNamedPortIsRefusedWithItsHolder() throws IOException {
        occupy(database);
        assertThatThrownBy(() -> newInstance().allocate(new RequestedPorts(null, database, null, false)))
                .hasMessageContaining("database port " + database)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("name another one");
    }

    @Test
    void aPortOfAnInstanceThatRanIsKeptOrRefusedWithItsHolderAndTheWayToMove() throws IOException {
        InstanceRecord ran = ran("a", chosen());
        occupy(shadow);
        assertThatThrownBy(() -> allocator(ran).allocate(NOTHING_NAMED))
                .hasMessageContaining("a: the shadow database port " + shadow)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("jprisma dev start a --move-ports");

        InstancePorts moved = allocator(ran).allocate(new RequestedPorts(null, null, null, true));
        assertThat(moved.shadow().number()).isNotEqualTo(shadow);
        assertThat(moved.http()).isEqualTo(chosen().http());
        assertThat(moved.database()).isEqualTo(chosen().database());
    }

    @Test
    void anInstanceThatRanGetsTheSamePortsAgain() {
        assertThat(allocator(ran("a", chosen())).allocate(NOTHING_NAMED)).isEqualTo(chosen());
    }

    @Test
    void aPortThatMovesNeverTakesWhatTheInstanceHadForSomethingElse() throws IOException {
        InstancePorts inOtherSteps = new InstancePorts(
                InstancePort.named(InstancePorts.DEFAULT.shadow().number()), chosen().database(), chosen().shadow());
        InstanceRecord moved = ran("a", inOtherSteps).on(chosen());
        occupy(shadow);
        assertThat(allocator(moved)
                        .allocate(new RequestedPorts(null, null, null, true))
                        .numbers())
                .doesNotContain(shadow, inOtherSteps.http().number());
        assertThatThrownBy(() -> allocator(moved).allocate(new RequestedPorts(database, null, null, true)))
                .hasMessageContaining("is the database port of instance a");
    }

    @Test
    void anInstanceMayGoBackToAPortItHadForTheSame() {
        InstanceRecord moved = ran("a", chosen()).on(InstancePorts.DEFAULT);

        assertThat(allocator(moved)
                        .allocate(new RequestedPorts(http, database, shadow, false))
                        .numbers())
                .isEqualTo(chosen().numbers());
    }

    @Test
    void aNamedPortPushesADefaultAside() {
        InstancePorts ports = newInstance().allocate(new RequestedPorts(null, http, null, false));

        assertThat(ports.database()).isEqualTo(InstancePort.named(http));
        assertThat(ports.http().named()).isFalse();
        assertThat(ports.numbers()).hasSize(3);
    }

    @Test
    void equalNamedPortsAreRefused() {
        assertThatThrownBy(() -> newInstance().allocate(new RequestedPorts(http, http, null, false)))
                .hasMessageContaining("both " + http);
    }

    private PortAllocator newInstance(InstanceRecord... others) {
        return allocator(created("a", chosen()), others);
    }

    private PortAllocator allocator(InstanceRecord instance, InstanceRecord... others) {
        return new PortAllocator(instance, List.of(others), () -> removed, 0);
    }

    private static InstanceRecord created(String name, InstancePorts ports) {
        return InstanceRecord.create(new InstanceName(name), "18.6", "data", ports, false);
    }

    private static InstanceRecord ran(String name, InstancePorts ports) {
        return created(name, ports).running(ProcessIdentity.current()).stopped();
    }

    private void occupy(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        occupied.add(socket);
        socket.bind(new InetSocketAddress(LoopbackPort.addresses().get(0), port));
    }

    @AfterEach
    void leavePorts() throws IOException {
        for (ServerSocket socket : occupied) {
            socket.close();
        }
    }

    private InstancePorts chosen() {
        return new InstancePorts(InstancePort.chosen(http), InstancePort.chosen(database), InstancePort.chosen(shadow));
    }
}
