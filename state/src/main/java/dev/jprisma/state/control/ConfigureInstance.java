package dev.jprisma.state.control;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.ServerSetting;
import java.util.List;

/**
 * Change what is set for an instance's server.
 *
 * @param set settings and what they become
 * @param reset names of those that become what they were when the instance was made
 * @param resetAll whether all do that are not in {@code set}
 * @param mayRestart whether its sessions may end, if it runs and a setting takes that; else nothing is changed then
 */
public record ConfigureInstance(
        InstanceName name, List<ServerSetting> set, List<String> reset, boolean resetAll, boolean mayRestart) {
    /** Set these besides what is set, whatever runs. */
    public static ConfigureInstance setting(InstanceName name, List<ServerSetting> settings) {
        return new ConfigureInstance(name, settings, List.of(), false, true);
    }

    public ConfigureInstance {
        requireNonNull(name, "name");
        set = set == null ? List.of() : List.copyOf(set);
        reset = reset == null
                ? List.of()
                : reset.stream().map(ServerSetting::checkedName).toList();
    }
}
