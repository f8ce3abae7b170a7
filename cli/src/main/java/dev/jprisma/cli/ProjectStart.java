package dev.jprisma.cli;

import dev.jprisma.cli.project.Project;
import dev.jprisma.cli.project.Seed;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProjectFolder;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.control.StartInstance;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The start of an instance with what its folder's {@code jprisma.toml} says of it, if the instance is the folder's.
 * What is typed goes before what the file says. Of an instance that is there the file changes nothing that its data or
 * its URLs depend on; where it says something else, a note does.
 */
final class ProjectStart {
    private final Context context;
    private final InstanceName name;
    private final Project project;
    private final boolean asTyped;

    private ProjectStart(Context context, InstanceName name, Project project, boolean asTyped) {
        this.context = context;
        this.name = name;
        this.project = project;
        this.asTyped = asTyped;
    }

    /**
     * Of the instance that was typed, or of the folder's if that is null. The file of a folder says nothing of an
     * instance that is not the folder's own: who names another one means that one as it is.
     */
    static ProjectStart of(Context context, InstanceName typed) {
        if (typed == null) {
            return new ProjectStart(
                    context, context.defaultName(), context.project().orElse(null), false);
        }
        Optional<Project> own = context.project()
                .filter(project ->
                        ProjectInstance.nameOf(project, context.registry()).equals(typed));
        return new ProjectStart(context, typed, own.orElse(null), own.isEmpty() && !isDefault(context, typed));
    }

    private static boolean isDefault(Context context, InstanceName typed) {
        return typed.equals(InstanceName.DEFAULT) && context.project().isEmpty();
    }

    /** Of an instance that has no name yet, and is no folder's. */
    static ProjectStart ofNone(Context context) {
        return new ProjectStart(context, null, null, true);
    }

    /**
     * Of an instance that is to be the folder's, under a name of its own.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if the folder is no project's, ({@link ErrorKind#CONFLICT})
     *     if it has such an instance
     */
    static ProjectStart as(Context context, InstanceName chosen) {
        Project project = context.project()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INVALID,
                        "There is no " + ProjectFolder.FILE
                                + " here, so that --as says nothing. To start an instance of"
                                + " that name: jprisma dev -n " + chosen));
        InstanceName present = ProjectInstance.nameOf(project, context.registry());
        if (!present.equals(chosen) && !present.equals(project.name())) {
            throw new JprismaException(
                    ErrorKind.CONFLICT,
                    "The instance of " + project.folder() + " is " + present + " already: start it (jprisma dev), or"
                            + " remove it first (jprisma dev rm --force " + present + ")");
        }
        return new ProjectStart(context, chosen, project, false);
    }

    /** Null for one that gets a name when it is made. */
    InstanceName name() {
        return name;
    }

    /** Whether it is another instance than the one that is started where none is typed. */
    boolean isAsTyped() {
        return asTyped;
    }

    /** Says of an instance that nobody typed where its name is from. */
    void announce() {
        if (project != null) {
            context.console().note("Instance " + name + " (" + ProjectFolder.FILE + ")");
        }
    }

    /** The request with what the file says and nobody typed. */
    StartInstance complete(StartInstance typed) {
        if (project == null) {
            return typed;
        }
        requireFiles();
        boolean chosen = !name.equals(project.name());
        StartInstance ofFolder = typed.of(new ProjectFolder(project.folder().toString(), chosen));
        Optional<RegistryEntry> entry = context.registry().find(name);
        return entry.isEmpty() ? made(ofFolder, chosen) : left(ofFolder, entry.get());
    }

    /** Before anything is started. */
    private void requireFiles() {
        if (project.migrations() != null) {
            MigrateCommand.existing(project.migrations());
        }
        if (project.seed() instanceof Seed.Script script && !Files.isRegularFile(script.file())) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "There is no file " + script.file() + ", which " + project.file() + " names as the seed");
        }
    }

    /** Of a new one. The ports of the file are those of the instance that has the file's name. */
    private StartInstance made(StartInstance typed, boolean chosen) {
        StartInstance onPorts = chosen
                ? typed
                : typed.onPorts(
                        typed.httpPort() != null
                                ? typed.httpPort()
                                : project.ports().http(),
                        typed.databasePort() != null
                                ? typed.databasePort()
                                : project.ports().database(),
                        typed.shadowPort() != null
                                ? typed.shadowPort()
                                : project.ports().shadow());
        return remembering(onPorts)
                .on(
                        typed.postgresMajor() != null || typed.postgresHome() != null
                                ? typed.postgresMajor()
                                : project.postgresMajor(),
                        typed.postgresHome())
                .setting(settings(typed.settings()))
                .keeping(history(typed.history()));
    }

    /** Of one that is there. */
    private StartInstance left(StartInstance typed, RegistryEntry entry) {
        InstanceRecord instance = entry.readable().orElse(null);
        if (instance == null) {
            return typed;
        }
        boolean runs = context.view(entry).status() == InstanceStatus.RUNNING;
        new ProjectDifferences(project, instance, context).note(runs);
        return runs ? typed : remembering(typed);
    }

    /** With what an instance is told at any start. */
    private StartInstance remembering(StartInstance typed) {
        return typed.limiting(typed.limits() != null ? typed.limits() : project.limits())
                .allowing(typed.allowedOrigins() != null ? typed.allowedOrigins() : project.allowedOrigins());
    }

    private HistoryLength history(HistoryLength typed) {
        boolean said =
                typed == null && project.history() != null && !project.history().isOff();
        return said ? project.history() : typed;
    }

    private List<ServerSetting> settings(List<ServerSetting> typed) {
        List<ServerSetting> all = new ArrayList<>(project.settings());
        all.removeIf(setting -> typed.stream().anyMatch(other -> other.name().equals(setting.name())));
        all.addAll(typed);
        return all;
    }

    /** What the file asks for of an instance that runs. */
    void prepare() {
        if (project != null && project.isToBePrepared()) {
            new ProjectPreparation(context, project, name).run();
        }
    }
}
