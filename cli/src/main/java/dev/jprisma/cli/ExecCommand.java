package dev.jprisma.cli;

import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.client.DaemonClient;
import dev.jprisma.client.DaemonListener;
import dev.jprisma.client.Held;
import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ProgramPath;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.MigrateInstance;
import dev.jprisma.state.control.MigratedInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.StopInstance;
import dev.jprisma.state.control.StoppedInstance;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev exec}: a command with an instance in its environment, an ephemeral one if so wished. */
@Command(
        name = "exec",
        customSynopsis = "jprisma dev exec [NAME | --ephemeral] [--migrate=DIR] -- COMMAND...",
        description = {
            "Run COMMAND with the URLs of an instance in its environment (see: jprisma dev env).",
            "The instance is started, and made, if need be; an ephemeral one is deleted afterwards."
        })
final class ExecCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = NameOption.DEFAULTS)
    private String name;

    @Option(
            names = "--ephemeral",
            description = "A new instance for this command alone, not durable, deleted afterwards.")
    private boolean ephemeral;

    @Option(
            names = "--migrate",
            paramLabel = "DIR",
            description = "First run the migrations of DIR that have not run yet: see jprisma dev migrate.")
    private Path migrations;

    @Mixin
    private PostgresOptions postgres;

    @Mixin
    private SetOption set;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = List.of();

    ExecCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> command = commandLine();
        InstanceName typed = nameBefore(command);
        String program = command.get(0);
        if (!ProgramPath.has(program)) {
            boolean there = program.contains(File.separator) && Files.exists(Path.of(program));
            console()
                    .error((there ? program + " is no program that may be run" : "There is no program " + program)
                            + ". Nothing was started. What is run, and where: jprisma dev exec --help");
            return there ? ExitCode.NOT_EXECUTABLE : ExitCode.NO_PROGRAM;
        }
        String folder = migrations == null ? null : MigrateCommand.existing(migrations);
        ProjectStart project = ephemeral ? ProjectStart.ofNone(context()) : ProjectStart.of(context(), typed);
        StartInstance request = project.complete(postgres.applyTo(new StartInstance(
                        project.name(), true, null, null, null, ProcessIdentity.currentPid(), ephemeral, ephemeral)
                .setting(set.settings())));
        Held<StartedInstance> held = context()
                .daemon()
                .hold(
                        Methods.INSTANCE_START,
                        request,
                        StartedInstance.class,
                        context().showingProgress());
        try (DaemonClient daemon = held.daemon()) {
            PortNotes.of(console(), held.answer());
            InstanceName actual = new InstanceName(held.answer().instance().name());
            project.prepare();
            return runIn(actual, command, folder, daemon);
        }
    }

    private int runIn(InstanceName name, List<String> command, String folder, DaemonClient daemon) {
        Runnable afterwards = ephemeral ? () -> remove(name, daemon) : () -> {};
        InstanceRecord instance =
                context().registry().find(name).map(RegistryEntry::required).orElseThrow();
        ChildCommand child = new ChildCommand(
                command, EnvironmentVariables.of(instance), console().isInteractive(), afterwards);
        return child.run(() -> migrate(name, folder, daemon));
    }

    /** What the command did is done: what goes wrong here is told, and changes its exit code no more. */
    private void remove(InstanceName name, DaemonClient daemon) {
        try {
            context()
                    .daemon()
                    .request(
                            daemon,
                            Methods.INSTANCE_STOP,
                            new StopInstance(name),
                            StoppedInstance.class,
                            new DaemonListener() {});
        } catch (JprismaException e) {
            // A daemon that came after the one that held it may have deleted it already.
            if (e.kind() != ErrorKind.NOT_FOUND) {
                console()
                        .note("The command has ended, but " + name + " is not deleted yet: " + e.getMessage()
                                + ". The next daemon deletes it");
            }
        }
    }

    private void migrate(InstanceName name, String folder, DaemonClient daemon) {
        if (folder != null) {
            MigratedInstance migrated =
                    daemon.request(Methods.INSTANCE_MIGRATE, new MigrateInstance(name, folder), MigratedInstance.class);
            console().note(MigrateCommand.summary(name, migrated));
        }
    }

    /** What stands behind {@code --}, which picocli does not keep apart from what stands before it. */
    private List<String> commandLine() {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int dashes = all.indexOf("--");
        if (dashes < 0 || dashes == all.size() - 1) {
            throw new ParameterException(
                    spec.commandLine(), "put '--' and a command last, such as: jprisma dev exec -- npm test");
        }
        return all.subList(dashes + 1, all.size());
    }

    /** Null if none is named. */
    private InstanceName nameBefore(List<String> command) {
        List<String> behind = new ArrayList<>(words.subList(0, words.size() - command.size()));
        if (name != null) {
            behind.add(name);
        }
        List<String> names = NameOption.all(spec, behind);
        if (names.size() > 1 || ephemeral && !names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name one instance, or say --ephemeral");
        }
        return names.isEmpty() ? null : new InstanceName(names.get(0));
    }
}
