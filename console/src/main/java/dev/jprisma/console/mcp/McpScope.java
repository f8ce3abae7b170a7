package dev.jprisma.console.mcp;

import dev.jprisma.state.InstanceName;
import java.util.List;
import java.util.Set;

/**
 * What a session may do, from its beginning to its end: who configures the client says so, and no tool changes it.
 *
 * @param readOnly whether it may change nothing
 * @param only the instances that it may see; empty for all, and for making new ones
 */
public record McpScope(boolean readOnly, Set<InstanceName> only) {
    public McpScope {
        only = Set.copyOf(only);
    }

    public static McpScope of(boolean readOnly, List<InstanceName> only) {
        return new McpScope(readOnly, Set.copyOf(only));
    }

    boolean includes(InstanceName instance) {
        return only.isEmpty() || only.contains(instance);
    }

    boolean isLimited() {
        return !only.isEmpty();
    }
}
