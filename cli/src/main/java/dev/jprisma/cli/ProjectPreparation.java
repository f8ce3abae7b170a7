package dev.jprisma.cli;

import dev.jprisma.cli.project.Project;
import dev.jprisma.cli.project.ProjectEnvironment;
import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.MigrateInstance;
import dev.jprisma.state.control.MigratedInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@code jprisma.toml} asks for of an instance that runs. Done again, it does and says nothing. */
final class ProjectPreparation {
    private final Context context;
    private final Project project;
    private final InstanceName name;

    ProjectPreparation(Context context, Project project, InstanceName name) {
        this.context = context;
        this.project = project;
        this.name = name;
    }

    void run() {
        if (project.environment() != null) {
            write(project.environment());
        }
        if (project.migrations() != null) {
            migrate();
        }
    }

    /** First of all: who mends what fails afterwards needs the URLs, too. */
    private void write(ProjectEnvironment environment) {
        Map<String, String> all = EnvironmentVariables.of(instance());
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String variable : environment.variables()) {
            if (all.containsKey(variable)) {
                wanted.put(variable, all.get(variable));
            }
        }
        List<String> changed = new DotenvFile(environment.file()).set(wanted);
        if (!changed.isEmpty()) {
            context.console().note(environment.file() + ": set " + String.join(", ", changed) + ".");
        }
    }

    private void migrate() {
        MigratedInstance migrated = context.daemon()
                .request(
                        Methods.INSTANCE_MIGRATE,
                        new MigrateInstance(name, MigrateCommand.existing(project.migrations())),
                        MigratedInstance.class,
                        context.showingProgress());
        if (!migrated.applied().isEmpty()) {
            context.console().note(MigrateCommand.summary(name, migrated));
        }
    }

    private InstanceRecord instance() {
        return context.registry()
                .find(name)
                .map(RegistryEntry::required)
                .orElseThrow(() -> new JprismaException(ErrorKind.NOT_FOUND, name + " has gone meanwhile"));
    }
}
