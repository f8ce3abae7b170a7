package dev.jprisma.cli.doctor;

import dev.jprisma.state.ClosedPorts;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.PortHolder;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.PrintableText;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each instance: its record, its data, its server, its ports. */
final class InstanceChecks {
    private final JprismaHome home;
    private final List<Finding> findings = new ArrayList<>();

    InstanceChecks(JprismaHome home) {
        this.home = home;
    }

    List<Finding> look() {
        boolean daemonAlive = DaemonRecord.readAlive(home).isPresent();
        for (RegistryEntry entry : new Registry(home).list()) {
            InstanceView view = InstanceView.of(entry, home, daemonAlive);
            Optional<InstanceRecord> record = entry.readable();
            if (record.isPresent()) {
                look(record.get(), view);
            } else {
                findings.add(Finding.failure(check(view), PrintableText.line(view.error()), null));
            }
        }
        return findings;
    }

    private static String check(InstanceView view) {
        return "instance " + view.name();
    }

    private void look(InstanceRecord record, InstanceView view) {
        Path data = record.isLinked() ? null : record.dataDirectory(home);
        String start = "jprisma dev start " + view.name();
        if (data != null && hasRun(view) && !Files.isDirectory(data)) {
            findings.add(Finding.failure(
                    check(view), "its data directory " + data + " is gone", "jprisma dev rm " + view.name()));
            return;
        }
        switch (view.status()) {
            case RUNNING -> lookAtRunning(view);
            case CRASHED, ERROR ->
                findings.add(Finding.failure(
                        check(view),
                        view.status() + ": " + PrintableText.line(view.error()) + "; its log: jprisma dev logs "
                                + view.name(),
                        start));
            case STARTING_UP, STOPPING ->
                findings.add(Finding.ok(check(view), view.status().toString()));
            case NOT_RUNNING -> lookAtStopped(view, data, start);
        }
    }

    private boolean hasRun(InstanceView view) {
        return Files.exists(home.instances().resolve(view.name()).resolve("postgres.log"));
    }

    private void lookAtRunning(InstanceView view) {
        ClosedPorts closed = view.closedDoors();
        boolean said = false;
        for (PortRole role : PortRole.values()) {
            if (closed != null && closed.of(role) != null) {
                findings.add(Finding.failure(
                        check(view),
                        "its " + role.description() + " port " + view.port(role) + " is not served: "
                                + PrintableText.line(closed.of(role)),
                        "jprisma dev restart " + view.name()));
                said = true;
            }
        }
        if (view.loginRefusal() != null) {
            findings.add(Finding.failure(
                    check(view),
                    "its server refuses its URLs: " + PrintableText.line(view.loginRefusal()),
                    "jprisma dev password " + view.name()));
            said = true;
        }
        if (!said) {
            findings.add(Finding.ok(
                    check(view),
                    "running"
                            + (view.upstream() != null
                                    ? ", linked to " + view.upstream()
                                    : ", PostgreSQL " + view.version() + ", process " + view.pid())));
        }
    }

    private void lookAtStopped(InstanceView view, Path data, String start) {
        Optional<ProcessIdentity> server = data == null ? Optional.empty() : Liveness.postmasterOf(data);
        if (server.isPresent()) {
            findings.add(Finding.warning(
                    check(view),
                    "process " + server.get().pid() + " serves its data, of which its record does not know",
                    start));
            return;
        }
        List<String> held = new ArrayList<>();
        for (PortRole role : PortRole.values()) {
            Integer port = view.port(role);
            if (port != null && isTaken(port)) {
                held.add("its " + role.description() + " port " + port + " is in use"
                        + PortHolder.describe(port)
                                .map(holder -> " by " + holder)
                                .orElse(""));
            }
        }
        findings.add(
                held.isEmpty()
                        ? Finding.ok(check(view), "stopped")
                        : Finding.warning(
                                check(view),
                                "stopped, and cannot be started as it is: " + String.join("; ", held),
                                start + " --move-ports"));
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return !socket.isBound();
        } catch (IOException taken) {
            return true;
        }
    }
}
