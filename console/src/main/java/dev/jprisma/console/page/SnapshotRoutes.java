package dev.jprisma.console.page;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.LongWork;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HistoryView;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.Registry;
import dev.jprisma.state.RegistryEntry;
import dev.jprisma.state.SnapshotList;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.KeepHistory;
import dev.jprisma.state.control.KeptHistory;
import dev.jprisma.state.control.Nothing;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What an instance can be brought back to: its snapshots and the moments of its history. */
public final class SnapshotRoutes implements ConsoleRoutes {
    private static final String PATH = "/ui/instances/{name}/snapshots";

    private final Home home;
    private final LongWork work;

    public SnapshotRoutes(Home home, LongWork work) {
        this.home = home;
        this.work = work;
    }

    /** @param snapshot null for a name by the time */
    private record Named(SnapshotName snapshot) {}

    /** One of both is null. */
    private record Target(SnapshotName snapshot, Instant at) {}

    private record Length(String length) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.post(PATH, this::take);
        routes.delete(PATH, this::remove);
        routes.post("/ui/instances/{name}/restore", this::restore);
        routes.post("/ui/instances/{name}/history", this::keepHistory);
    }

    private void list(Context context) {
        InstanceName name = Requests.instance(context);
        List<SnapshotView> snapshots = new SnapshotRegistry(home.folder())
                .of(name).stream().map(SnapshotView::of).toList();
        List<HistoryView> histories = new Registry(home.folder())
                .find(name).flatMap(RegistryEntry::readable).map(it -> HistoryView.of(it, home.folder())).stream()
                        .toList();
        Answers.json(context, new SnapshotList(snapshots, histories));
    }

    private void take(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        SnapshotName snapshot = Requests.body(context, Named.class).snapshot();
        work.serve(context, visitor -> home.takeSnapshot(name, snapshot, visitor));
    }

    private void remove(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        SnapshotName snapshot = new SnapshotName(Requests.required(context, "snapshot"));
        work.serve(context, visitor -> {
            home.removeSnapshot(name, snapshot);
            return new Nothing();
        });
    }

    private void restore(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        Target target = Requests.body(context, Target.class);
        if ((target.snapshot() == null) == (target.at() == null)) {
            throw Requests.invalid("Name a snapshot, or a moment");
        }
        work.serve(
                context,
                visitor -> target.at() == null
                        ? home.restore(name, target.snapshot(), visitor)
                        : home.restoreAt(name, target.at(), visitor));
    }

    private void keepHistory(Context context) throws IOException {
        InstanceName name = Requests.instance(context);
        String length = Requests.body(context, Length.class).length();
        if (length == null) {
            throw Requests.invalid("How long a history is to be is missing");
        }
        KeepHistory request = new KeepHistory(name, HistoryLength.of(length));
        work.serve(context, visitor -> new KeptHistory(home.keepHistory(request, visitor)));
    }
}
