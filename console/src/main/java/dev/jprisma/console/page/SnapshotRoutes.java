package dev.jprisma.console.page;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.LongWork;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.SnapshotName;
import dev.jprisma.state.SnapshotRegistry;
import dev.jprisma.state.SnapshotView;
import dev.jprisma.state.control.Nothing;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** The snapshots of an instance: list, take, restore, delete. */
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

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.post(PATH, this::take);
        routes.delete(PATH, this::remove);
        routes.post("/ui/instances/{name}/restore", this::restore);
    }

    private void list(Context context) {
        Answers.json(
                context,
                new SnapshotRegistry(home.folder())
                        .of(Requests.instance(context)).stream()
                                .map(SnapshotView::of)
                                .toList());
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
        SnapshotName snapshot = Requests.body(context, Named.class).snapshot();
        if (snapshot == null) {
            throw Requests.invalid("Which snapshot is missing");
        }
        work.serve(context, visitor -> home.restore(name, snapshot, visitor));
    }
}
