package dev.jprisma.cli;

import dev.jprisma.cli.project.Project;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.Registry;

/**
 * Which instance is a project's: the one that was chosen for its folder ({@code --as}), else the one its file names.
 */
final class ProjectInstance {
    private ProjectInstance() {}

    static InstanceName nameOf(Project project, Registry registry) {
        return registry.list().stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(instance -> isChosenFor(project, instance))
                .map(InstanceRecord::name)
                .findFirst()
                .orElse(project.name());
    }

    private static boolean isChosenFor(Project project, InstanceRecord instance) {
        return instance.project() != null
                && instance.project().chosen()
                && instance.project().isOf(project.folder());
    }
}
