package dev.jprisma.state.control;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.ServerSetting;
import java.util.List;

/**
 * @param settings all that are set now
 * @param changed the names of what is other than before
 * @param restarting the names of settings that take a restart: it was restarted if {@code changed} has them, else this
 *     is why nothing was changed
 * @param unknown the names of settings that the running server does not know: they count when their library is loaded
 */
public record ConfiguredInstance(
        InstanceView instance,
        List<ServerSetting> settings,
        List<String> changed,
        List<String> restarting,
        List<String> unknown) {
    public ConfiguredInstance {
        settings = settings == null ? List.of() : List.copyOf(settings);
        changed = changed == null ? List.of() : List.copyOf(changed);
        restarting = restarting == null ? List.of() : List.copyOf(restarting);
        unknown = unknown == null ? List.of() : List.copyOf(unknown);
    }

    /** Whether it waits for the leave to restart. */
    public boolean waits() {
        return changed.isEmpty() && !restarting.isEmpty();
    }
}
