package dev.jprisma.console.page;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.EventStream;
import dev.jprisma.console.http.EventStreams;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.insights.InsightsReport;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What is slow on an instance: its server records what it executes as long as the page listens. */
public final class InsightsRoutes implements ConsoleRoutes {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Home home;
    private final EventStreams streams;

    public InsightsRoutes(Home home, EventStreams streams) {
        this.home = home;
        this.streams = streams;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/ui/instances/{name}/insights/events", this::watch);
        routes.get("/ui/instances/{name}/insights/statements/{id}", this::statement);
    }

    private void watch(Context context) throws Exception {
        InstanceName name = Requests.instance(context);
        CompletableFuture<Void> end = new CompletableFuture<>();
        try {
            InsightsReport first = home.watchInsights(name, end);
            streams.serve(context, events -> tell(events, name, first, end));
        } finally {
            end.complete(null);
        }
    }

    private void tell(EventStream events, InstanceName name, InsightsReport first, CompletableFuture<?> end)
            throws IOException, InterruptedException {
        events.send("report", RecordJson.write(first));
        while (events.pause(PERIOD)) {
            try {
                events.send("report", RecordJson.write(home.watchInsights(name, end)));
            } catch (JprismaException e) {
                // Such as that it was stopped; the page says so, and goes on when it runs again.
                events.send("problem", RecordJson.write(Map.of("message", e.getMessage())));
            }
        }
    }

    private void statement(Context context) {
        Answers.json(context, home.statement(Requests.instance(context), context.pathParam("id")));
    }
}
