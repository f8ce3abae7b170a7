package dev.jprisma.cli;

import dev.jprisma.cli.output.PortNotes;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;
import dev.jprisma.state.control.StopInstance;
import dev.jprisma.state.control.StoppedInstance;

/** What several commands ask the daemon for; not in {@link Context}, since commands that ask nobody load that too. */
final class InstanceRequests {
    private InstanceRequests() {}

    /** Asks the daemon to start an instance, and shows what takes long. */
    static StartedInstance start(Context context, StartInstance request) {
        StartedInstance started = context.daemon()
                .request(Methods.INSTANCE_START, request, StartedInstance.class, context.showingProgress());
        PortNotes.of(context.console(), started);
        return started;
    }

    /** Asks the daemon to stop an instance; one that does not run is left alone. */
    static StoppedInstance stop(Context context, InstanceName name) {
        return context.daemon()
                .request(
                        Methods.INSTANCE_STOP,
                        new StopInstance(name),
                        StoppedInstance.class,
                        context.showingProgress());
    }
}
