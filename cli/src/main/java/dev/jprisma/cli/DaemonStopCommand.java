package dev.jprisma.cli;

import dev.jprisma.client.DaemonEnding;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.control.DaemonStopped;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code daemon stop}: the daemon ends; what it looks after goes on, unless {@code --all}. */
@Command(name = "stop", description = "End the daemon. The instances go on running, unless --all.")
final class DaemonStopCommand extends BaseCommand {
    @Option(names = "--all", description = "Stop every instance first.")
    private boolean all;

    DaemonStopCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Optional<DaemonRecord> daemon = DaemonRecord.readAlive(context().home());
        if (daemon.isEmpty() && !(all && anyInstanceIsUp())) {
            console().result("The daemon is not running.");
            return ExitCode.DONE;
        }
        DaemonStopped stopped = new DaemonEnding(context().home(), context().daemon())
                .end(all, context().showingProgress());
        BatchOutcome outcome = new BatchOutcome(console());
        stopped.failures().forEach(outcome::fail);
        print(stopped);
        return outcome.exitCode();
    }

    private boolean anyInstanceIsUp() {
        return context().views(context().registry().list()).stream()
                .anyMatch(instance ->
                        instance.status() != InstanceStatus.NOT_RUNNING && instance.status() != InstanceStatus.ERROR);
    }

    private void print(DaemonStopped stopped) {
        stopped.stopped().forEach(name -> console().result(name + " stopped."));
        console().result("The daemon has ended.");
        if (!stopped.leftRunning().isEmpty()) {
            console()
                    .note(
                            "Still running, without supervision: " + String.join(", ", stopped.leftRunning())
                                    + ". The next command that needs the daemon takes them over; to stop them too: jprisma daemon stop --all");
        }
    }
}
