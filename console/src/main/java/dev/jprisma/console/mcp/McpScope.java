package dev.jprisma.console.mcp;

import dev.jprisma.state.InstanceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a session may do, from its beginning to its end: who configures the client says so, and no tool changes it.
 *
 * @param readOnly whether it may change nothing
 * @param only the instances that it may see; empty for all, and for making new ones
 * @param migrations the folder of migrations that it may run; null for none
 */
public record McpScope(boolean readOnly, Set<InstanceName> only, Path migrations) {
    public McpScope {
        only = Set.copyOf(only);
    }

    public static McpScope of(boolean readOnly, List<InstanceName> only) {
        return new McpScope(readOnly, Set.copyOf(only), null);
    }

    /** The same, which may run the migrations of that folder; null for none. */
    public McpScope running(String folder) {
        return new McpScope(readOnly, only, folder == null ? null : Path.of(folder));
    }

    boolean includes(InstanceName instance) {
        return only.isEmpty() || only.contains(instance);
    }

    boolean isLimited() {
        return !only.isEmpty();
    }
}
