package dev.jprisma.cli;

import dev.jprisma.cli.uninstall.HomeRemoval;
import dev.jprisma.cli.uninstall.InstalledProgram;
import dev.jprisma.client.DaemonEnding;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.control.DaemonStopped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code self uninstall}: nothing of this home runs any more, and what is jprisma's goes. */
@Command(
        name = "uninstall",
        description = {
            "Stop everything, delete what can be made again, and say what stays.",
            "Binaries, caches and logs of this home go; its instances, their data and snapshots stay,"
                    + " unless you say --data. It ends with how to delete the rest."
        })
final class UninstallCommand extends BaseCommand {
    @Option(
            names = "--data",
            description = "Delete all instances with their data and snapshots, too. Nothing brings" + " them back.")
    private boolean data;

    @Mixin
    private YesOption yes;

    UninstallCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        JprismaHome home = context().home();
        List<InstanceView> instances = context().views(context().registry().list());
        if (yes.isMissing(console())) {
            console()
                    .error("Nothing is uninstalled, since there is no terminal to confirm it on. Without one: jprisma"
                            + " self uninstall" + (data ? " --data" : "") + " -y");
            return ExitCode.FAILED;
        }
        if (!isConfirmed(home, instances)) {
            console().error("That was not the phrase: nothing was uninstalled.");
            return ExitCode.FAILED;
        }
        if (!stopAll(home, instances)) {
            console().error("Nothing was deleted, since not all has ended. What is wrong: jprisma doctor");
            return ExitCode.FAILED;
        }
        List<Path> foreign = new HomeRemoval(home).remove(data);
        tell(home, instances, foreign);
        return ExitCode.DONE;
    }

    private boolean isConfirmed(JprismaHome home, List<InstanceView> instances) {
        if (data && !instances.isEmpty()) {
            return yes.confirmed(
                    console(),
                    "To be deleted with all data and snapshots, for good: "
                            + console().bold(names(instances)) + ", in " + home + ".",
                    RemoveCommand.PHRASE);
        }
        List<InstanceView> up =
                instances.stream().filter(UninstallCommand::isUp).toList();
        return up.isEmpty()
                || yes.confirmed(
                        console(),
                        "To be stopped: " + console().bold(names(up)) + ". Open sessions will end.",
                        StopCommand.PHRASE);
    }

    private static String names(List<InstanceView> instances) {
        return instances.stream().map(InstanceView::name).collect(Collectors.joining(", "));
    }

    private static boolean isUp(InstanceView instance) {
        return instance.status() != InstanceStatus.NOT_RUNNING && instance.status() != InstanceStatus.ERROR;
    }

    private boolean stopAll(JprismaHome home, List<InstanceView> instances) {
        if (DaemonRecord.readAlive(home).isEmpty() && instances.stream().noneMatch(UninstallCommand::isUp)) {
            return true;
        }
        DaemonStopped stopped =
                new DaemonEnding(home, context().daemon()).end(true, context().showingProgress());
        stopped.stopped().forEach(name -> console().result(name + " stopped."));
        stopped.failures().forEach(console()::error);
        return stopped.failures().isEmpty();
    }

    private void tell(JprismaHome home, List<InstanceView> instances, List<Path> foreign) {
        if (data) {
            console()
                    .result(
                            foreign.isEmpty()
                                    ? home + " is gone."
                                    : "What was jprisma's in " + home + " is gone. Not jprisma's, and left: "
                                            + foreign.stream()
                                                    .map(file ->
                                                            file.getFileName().toString())
                                                    .collect(Collectors.joining(", ")));
        } else if (!Files.exists(home.root())) {
            console().result("There is no home " + home + ".");
        } else {
            console()
                    .result(
                            instances.isEmpty()
                                    ? home + " has no instances; its settings stay. To delete them: jprisma self"
                                            + " uninstall --data"
                                    : "Nothing of " + home + " runs any more. Its data stays (" + names(instances)
                                            + "). To delete it: jprisma self uninstall --data");
        }
        String folder = System.getProperty("jprisma.distribution");
        Path distribution =
                folder == null ? null : Path.of(folder).toAbsolutePath().normalize();
        console().result(InstalledProgram.at(distribution).removal(distribution));
    }
}
