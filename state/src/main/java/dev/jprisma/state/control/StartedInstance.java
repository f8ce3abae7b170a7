package dev.jprisma.state.control;

import dev.jprisma.state.FormerPort;
import dev.jprisma.state.InstanceView;
import java.util.List;

/**
 * @param created whether it was made just now
 * @param alreadyRunning whether it ran before, and was left alone
 * @param moved the ports that it left with this start
 */
public record StartedInstance(InstanceView instance, boolean created, boolean alreadyRunning, List<FormerPort> moved) {
    public StartedInstance {
        moved = moved == null ? List.of() : List.copyOf(moved);
    }
}
