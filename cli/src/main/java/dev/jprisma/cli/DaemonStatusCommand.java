package dev.jprisma.cli;

import dev.jprisma.client.DaemonClient;
import dev.jprisma.client.DaemonListener;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.DaemonStatus;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code daemon status}. It starts none. */
@Command(name = "status", description = "Tell whether the daemon of this home runs, and what it looks after.")
final class DaemonStatusCommand extends BaseCommand {
    @Mixin
    private JsonOption json;

    DaemonStatusCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Optional<DaemonClient> connected = context().daemon().connectIfRunning(new DaemonListener() {});
        if (connected.isEmpty()) {
            console()
                    .result(
                            json.isSet()
                                    ? RecordJson.writeIndented(Map.of("status", "not_running"))
                                    : "The daemon is not running. The next command that needs it starts it.");
            return ExitCode.DONE;
        }
        try (DaemonClient daemon = connected.get()) {
            print(daemon.request(Methods.DAEMON_STATUS, new Nothing(), DaemonStatus.class));
        }
        return ExitCode.DONE;
    }

    private void print(DaemonStatus status) {
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(status));
            return;
        }
        List<String> running = status.running();
        console().result("The daemon is running.");
        console().result("  pid        " + status.pid());
        console().result("  version    " + status.version());
        console().result("  since      " + status.startedAt());
        console().result("  home       " + status.home());
        console().result("  socket     " + status.socket());
        console().result("  log        " + status.log());
        console().result("  instances  " + (running.isEmpty() ? "none running" : String.join(", ", running)));
    }
}
