package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class FormerPortTest {
    private final InstanceRecord ran = Instances.named("a").running(ProcessIdentity.current());

    @Test
    void whatAnInstanceMovesAwayFromStaysItsOwn() {
        InstanceRecord moved = ran.starting(ports(5000, 51214, 51215), null);

        assertThat(moved.formerPorts()).singleElement().satisfies(port -> {
            assertThat(port.role()).isEqualTo(PortRole.HTTP);
            assertThat(port.number()).isEqualTo(51213);
        });
        assertThat(moved.stopped().starting(ports(5001, 51214, 51215), null).formerPorts())
                .extracting(FormerPort::number)
                .containsExactly(51213, 5000);
    }

    @Test
    void aFormerPortThatIsInUseAgainIsNotFormer() {
        InstanceRecord back = ran.starting(ports(5000, 51214, 51215), null).starting(InstancePorts.DEFAULT, null);

        assertThat(back.formerPorts()).extracting(FormerPort::number).containsExactly(5000);
    }

    @Test
    void anInstanceThatNeverRanLeavesNothingBehind() {
        assertThat(Instances.named("a").starting(ports(5000, 5001, 5002), null).formerPorts())
                .isEmpty();
    }

    @Test
    void aStartTakesBackThatADoorWasClosed() {
        InstanceRecord closed = ran.closing(ClosedPorts.both("its port is in use"));

        assertThat(closed.closedDoors().of(PortRole.SHADOW)).isEqualTo("its port is in use");
        assertThat(closed.closedDoors().of(PortRole.DATABASE)).isNull();
        assertThat(closed.starting(ran.ports(), null).closedDoors()).isEqualTo(ClosedPorts.NONE);
    }

    private static InstancePorts ports(int http, int database, int shadow) {
        return new InstancePorts(InstancePort.chosen(http), InstancePort.chosen(database), InstancePort.chosen(shadow));
    }
}
