package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StartedInstance;

/** An instance that is left running in the background: {@code jprisma dev --detach}. */
final class DetachedStart {
    private DetachedStart() {}

    /** Without any option but the name; null for the folder's. */
    static void plain(Context context, InstanceName typed) {
        ProjectStart project = ProjectStart.of(context, typed);
        StartInstance request = project.complete(
                new StartInstance(project.name(), true, null, null, null, ProcessIdentity.currentPid(), false, false));
        project.announce();
        run(context, project, request, false);
    }

    /** Asks for it, prepares it as its folder wants it, and prints its URL, or all of it as JSON. */
    static void run(Context context, ProjectStart project, StartInstance request, boolean json) {
        StartedInstance started = InstanceRequests.start(context, request);
        project.prepare();
        Console console = context.console();
        if (started.alreadyRunning()) {
            console.note(project.name() + " is already running.");
        }
        console.result(
                json
                        ? RecordJson.writeIndented(started.instance())
                        : started.instance().exports().database().connectionString());
    }
}
