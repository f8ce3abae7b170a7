package dev.jprisma.cli;

import dev.jprisma.cli.output.ProgressLine;
import dev.jprisma.cli.project.Project;
import dev.jprisma.cli.project.ProjectEnvironment;
import dev.jprisma.cli.project.Seed;
import dev.jprisma.cli.transfer.DataTransfer;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.TransferLoader;
import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProjectFolder;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.AddExtension;
import dev.jprisma.state.control.AddedExtension;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.MigrateInstance;
import dev.jprisma.state.control.MigratedInstance;
import java.util.ArrayList;
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
        InstanceRecord instance = instance();
        if (instance.isLinked()) {
            migrate();
            noteLeftOut(instance);
            return;
        }
        createExtensions(instance);
        migrate();
        seed(instance);
    }

    /** A database elsewhere is others' too. */
    private void noteLeftOut(InstanceRecord instance) {
        if (!project.extensions().isEmpty() || project.seed() != null) {
            context.console()
                    .note(name + " leads to " + instance.upstream() + ": the extensions and the seed of "
                            + ProjectFolder.FILE + " are left out there.");
        }
    }

    private void createExtensions(InstanceRecord instance) {
        if (project.extensions().isEmpty()) {
            return;
        }
        DataTransfer transfer = TransferLoader.load();
        Database database = Databases.of(instance, null);
        for (String unknown : transfer.unknownExtensions(database, project.extensions())) {
            add(unknown, instance);
        }
        List<String> created = transfer.createExtensions(database, project.extensions());
        if (!created.isEmpty()) {
            context.console()
                    .note(name + ": created the extension" + (created.size() == 1 ? " " : "s ")
                            + String.join(", ", created) + ".");
        }
    }

    private void add(String extension, InstanceRecord instance) {
        int major = instance.postgres().major();
        try {
            context.daemon()
                    .request(
                            Methods.EXTENSION_ADD,
                            new AddExtension(extension, null, major, null),
                            AddedExtension.class,
                            context.showingProgress());
        } catch (JprismaException e) {
            throw new JprismaException(
                    e.kind(),
                    name + " needs the extension " + extension + " (" + ProjectFolder.FILE + "), and it cannot be had: "
                            + e.getMessage() + "\n  From a file of yours: jprisma extension add " + extension
                            + " FILE --postgres-version " + major,
                    e);
        }
    }

    private void seed(InstanceRecord instance) {
        if (project.seed() == null) {
            return;
        }
        DataTransfer transfer = TransferLoader.load();
        Database database = Databases.of(instance, null);
        ProgressLine progress = new ProgressLine(context.console());
        try {
            if (project.seed() instanceof Seed.Script script) {
                String done = transfer.seed(database, script.file(), progress);
                if (done != null) {
                    context.console().note(done + ".");
                }
            } else if (project.seed() instanceof Seed.Program program) {
                if (transfer.seed(database, () -> run(program.command(), instance), progress)) {
                    context.console().note(name + " is seeded.");
                }
            }
        } catch (JprismaException e) {
            throw new JprismaException(
                    e.kind(), e.getMessage() + "\n  The seed runs again with the next: jprisma dev", e);
        }
    }

    private void run(List<String> command, InstanceRecord instance) {
        context.console().note("Seeding " + name + ": " + String.join(" ", command));
        List<String> line = new ArrayList<>(command);
        // A path is meant as the file has it, whatever folder this is.
        if (line.get(0).contains("/")) {
            line.set(0, project.folder().resolve(line.get(0)).toString());
        }
        int code = new ChildCommand(
                        line,
                        EnvironmentVariables.of(instance),
                        context.console().isInteractive(),
                        () -> {})
                .aside(project.folder())
                .run(() -> {});
        if (code != 0) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    name + " is not seeded: '" + String.join(" ", command) + "' ended with " + code);
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
        if (project.migrations() == null) {
            return;
        }
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
