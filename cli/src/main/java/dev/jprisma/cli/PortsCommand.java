package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceStatus;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dev ports}: shows the ports of an instance, or has it listen on others. */
@Command(
        name = "ports",
        description = {
            "Show the ports of an instance, or move it to others.",
            "To be moved it is restarted; its URLs change."
        })
final class PortsCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Mixin
    private PortOptions ports;

    @Mixin
    private Restarting restarting;

    PortsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        ports.check();
        InstanceView instance = context().view(name.find(context()));
        show(ports.isNamed() ? changed(instance) : instance);
        return ExitCode.DONE;
    }

    private InstanceView changed(InstanceView before) {
        InstanceName instance = new InstanceName(before.name());
        boolean runs = before.status() == InstanceStatus.RUNNING;
        restarting.confirm(context(), instance);
        InstanceRequests.stop(context(), instance);
        StartedInstance started;
        try {
            started = InstanceRequests.start(
                    context(),
                    new StartInstance(
                            instance,
                            false,
                            ports.http(),
                            ports.database(),
                            ports.shadow(),
                            ProcessIdentity.currentPid(),
                            false,
                            false));
        } catch (JprismaException e) {
            if (runs) {
                InstanceRequests.start(context(), StartInstance.existing(instance, false));
            }
            throw e;
        }
        console().note(instance + (runs ? " was restarted." : " was stopped; it is running now."));
        return started.instance();
    }

    private void show(InstanceView instance) {
        line("Database", instance.databasePort());
        line("Shadow", instance.shadowDatabasePort());
        line("HTTP", instance.port());
    }

    private void line(String what, Integer port) {
        console().result("%-8s  %s".formatted(what, port));
    }
}
