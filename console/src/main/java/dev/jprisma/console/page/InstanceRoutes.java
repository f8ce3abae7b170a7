package dev.jprisma.console.page;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.EventStream;
import dev.jprisma.console.http.EventStreams;
import dev.jprisma.console.http.LongWork;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceView;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.Version;
import dev.jprisma.state.control.ForkInstance;
import dev.jprisma.state.control.StartInstance;
import dev.jprisma.state.control.StoppedInstance;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The list of instances, as it changes, and what is done to one. */
public final class InstanceRoutes implements ConsoleRoutes {
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** A stream that says nothing for long is taken for a dead one by those who wait for it. */
    private static final int PERIODS_OF_SILENCE = 10;

    private final Home home;
    private final VitalsWatch vitals;
    private final EventStreams streams;
    private final LongWork work;

    public InstanceRoutes(Home home, VitalsWatch vitals, EventStreams streams, LongWork work) {
        this.home = home;
        this.vitals = vitals;
        this.streams = streams;
        this.work = work;
    }

    /**
     * @param name of the new one
     * @param from a snapshot, or null
     * @param at a moment instead, or null
     */
    private record Fork(InstanceName name, SnapshotName from, Instant at) {}

    private record Names(InstanceName name) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/ui/home", this::about);
        routes.get("/ui/events", context -> streams.serve(context, this::tellOfInstances));
        routes.post("/ui/instances", this::create);
        routes.post("/ui/instances/{name}/start", this::start);
        routes.post("/ui/instances/{name}/stop", this::stop);
        routes.post("/ui/instances/{name}/fork", this::fork);
        routes.post("/ui/instances/{name}/undo", this::undo);
        routes.delete("/ui/instances/{name}", this::remove);
    }

    private void about(Context context) {
        Answers.json(context, Map.of("folder", home.folder().toString(), "version", Version.current()));
    }

    private List<ListedInstance> list() {
        List<InstanceView> instances = home.instances();
        vitals.lookAt(instances);
        return instances.stream()
                .map(each -> ListedInstance.of(each, vitals.of(each)))
                .toList();
    }

    private void tellOfInstances(EventStream events) throws IOException, InterruptedException {
        String told = null;
        int silent = 0;
        do {
            String now = RecordJson.write(list());
            if (!now.equals(told) || ++silent == PERIODS_OF_SILENCE) {
                events.send("instances", now);
                told = now;
                silent = 0;
            }
        } while (events.pause(PERIOD));
    }

    private void create(Context context) throws IOException {
        InstanceName name = Requests.body(context, Names.class).name();
        if (name == null) {
            throw Requests.invalid("The new instance needs a name");
        }
        work.serve(context, visitor -> home.start(inBackground(name, true), visitor));
    }

    private void start(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        work.serve(context, visitor -> home.start(inBackground(name, false), visitor));
    }

    private static StartInstance inBackground(InstanceName name, boolean create) {
        long pid = ProcessIdentity.currentPid();
        return new StartInstance(name, create, null, null, null, pid, false, false);
    }

    private void stop(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        work.serve(context, visitor -> new StoppedInstance(home.stop(name, visitor)));
    }

    private void remove(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        boolean force = Boolean.parseBoolean(context.queryParam("force"));
        work.serve(context, visitor -> home.remove(name, force, false));
    }

    private void fork(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        Fork fork = Requests.body(context, Fork.class);
        if (fork.name() == null) {
            throw Requests.invalid("The fork needs a name");
        }
        ForkInstance request = new ForkInstance(name, fork.from(), fork.at(), inBackground(fork.name(), true));
        work.serve(context, visitor -> home.fork(request, visitor));
    }

    private void undo(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        work.serve(context, visitor -> home.undo(name, visitor));
    }
}
