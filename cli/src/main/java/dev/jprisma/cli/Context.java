package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.cli.output.RequestProgress;
import dev.jprisma.cli.project.Project;
import dev.jprisma.client.DaemonConnector;
import dev.jprisma.state.DaemonRecord;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProjectFolder;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What commands work with: the console, the home, the way to its daemon. */
final class Context {
    private final Console console;
    private final Supplier<JprismaHome> homeSource;
    private JprismaHome home;
    private Optional<Project> project;

    Context(Console console, Supplier<JprismaHome> homeSource) {
        this.console = console;
        this.homeSource = homeSource;
    }

    Console console() {
        return console;
    }

    /** @throws JprismaException if it is somebody else's */
    synchronized JprismaHome home() {
        if (home == null) {
            JprismaHome found = homeSource.get();
            found.requireOurs();
            home = found;
            if (console.isDebugging()) {
                debugHome(found);
            }
        }
        return home;
    }

    /** The home, whatever is wrong with it. */
    JprismaHome homeAsItIs() {
        return homeSource.get();
    }

    private void debugHome(JprismaHome found) {
        console.debug("The home is " + found + (System.getenv("JPRISMA_HOME") == null ? "" : " (JPRISMA_HOME)"));
        console.debug(DaemonRecord.readAlive(found)
                .map(daemon -> "The daemon is process " + daemon.process().pid() + ", version " + daemon.version()
                        + ", since " + daemon.startedAt() + ", at " + daemon.socketPath(found))
                .orElse("No daemon runs"));
        for (RegistryEntry entry : new Registry(found).list()) {
            InstanceView view = InstanceView.of(entry, found, true);
            console.debug("Instance " + entry.name() + ": " + found.instanceDirectory(entry.name()) + ", "
                    + view.status() + (view.pid() == null ? "" : ", process " + view.pid()));
        }
    }

    /** What the working folder says of its instance, if it does. */
    synchronized Optional<Project> project() {
        if (project == null) {
            project = Project.around(Path.of(""));
            if (project.isPresent()) {
                console.debug("The project is " + project.get().file());
            }
        }
        return project;
    }

    /**
     * The instance of a command that names none.
     *
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if the folder's {@code jprisma.toml} cannot be used,
     *     ({@link ErrorKind#CONFLICT}) if what it names is another folder's
     */
    InstanceName defaultName() {
        Project here = project().orElse(null);
        if (here == null) {
            return InstanceName.DEFAULT;
        }
        InstanceName name = ProjectInstance.nameOf(here, registry());
        registry()
                .find(name)
                .flatMap(RegistryEntry::readable)
                .ifPresent(instance -> ProjectFolder.requireOf(here.folder(), instance));
        return name;
    }

    Registry registry() {
        return new Registry(home());
    }

    DaemonConnector daemon() {
        return new DaemonConnector(home(), console::debug);
    }

    /** What the instances are doing, as this moment shows them. */
    List<InstanceView> views(List<RegistryEntry> entries) {
        boolean daemonAlive = DaemonRecord.readAlive(home()).isPresent();
        List<InstanceView> views = new ArrayList<>(entries.size());
        for (RegistryEntry entry : entries) {
            views.add(InstanceView.of(entry, home(), daemonAlive));
        }
        return views;
    }

    InstanceView view(RegistryEntry entry) {
        return views(List.of(entry)).get(0);
    }

    /** Shows the steps of a request. */
    RequestProgress showingProgress() {
        return new RequestProgress(console);
    }
}
