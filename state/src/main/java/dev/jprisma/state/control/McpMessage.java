package dev.jprisma.state.control;

import dev.jprisma.state.InstanceName;
import java.util.List;

/**
 * A message of the Model Context Protocol, of an assistant's client.
 *
 * @param readOnly whether the session may change nothing; its first message says so for all
 * @param only the instances that it may see; empty for all. Its first message says so for all
 * @param migrations absolute path of the folder of migrations that it may run; null for none. Its first message says so
 *     for all
 * @param message JSON on one line
 */
public record McpMessage(boolean readOnly, List<InstanceName> only, String migrations, String message) {
    public McpMessage {
        only = List.copyOf(only);
    }

    @Override
    public String toString() {
        return "McpMessage";
    }
}
