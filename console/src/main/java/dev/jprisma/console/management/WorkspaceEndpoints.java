package dev.jprisma.console.management;

import static dev.jprisma.console.management.Forms.data;

import dev.jprisma.console.home.NotThere;
import dev.jprisma.console.home.Region;
import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.JprismaHome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The one workspace, who asks, and the regions. */
final class WorkspaceEndpoints {
    private final JprismaHome home;

    WorkspaceEndpoints(JprismaHome home) {
        this.home = home;
    }

    Stream<Endpoint> all() {
        return Stream.of(
                Endpoint.get("/v1/workspaces", "The one workspace: this home").listing(Forms.WORKSPACE, this::list),
                Endpoint.get("/v1/workspaces/{id}", "The workspace of that id")
                        .answering(data(Forms.WORKSPACE), this::workspace),
                Endpoint.get("/v1/me", "Who asks").answering(data(Forms.ME), this::me),
                Endpoint.get("/v1/regions", "Where databases can be: all of it is this machine")
                        .asking("product", Shape.oneOf("postgres", "accelerate"))
                        .answering(data(Shape.listOf(Forms.ANY_REGION)), this::regions),
                Endpoint.get("/v1/regions/postgres", "The same, for PostgreSQL")
                        .answering(data(Shape.listOf(Forms.POSTGRES_REGION)), call -> Map.of("data", regions())),
                Endpoint.get("/v1/regions/accelerate", "None")
                        .answering(data(Shape.listOf(Forms.ANY_REGION)), call -> Map.of("data", List.of())));
    }

    private Page list(Call call) {
        return Page.of(
                call,
                List.of(Documents.WORKSPACE_ID),
                id -> new Page.Place(Instant.EPOCH, id),
                id -> new Documents(call.base(), home).workspace());
    }

    private Object workspace(Call call) {
        if (!call.id().equals(Documents.WORKSPACE_ID)) {
            throw NotThere.of("workspace", call.id());
        }
        return Map.of("data", new Documents(call.base(), home).workspace());
    }

    private Object me(Call call) {
        Map<String, Object> credential = new LinkedHashMap<>();
        credential.put("type", "service_token");
        credential.put("id", null);
        credential.put("name", "local");
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("user", null);
        me.put("workspace", new Documents(call.base(), home).workspace());
        me.put("credential", credential);
        return Map.of("data", me);
    }

    private Object regions(Call call) {
        return Map.of("data", call.query("product").filter("accelerate"::equals).isPresent() ? List.of() : regions());
    }

    private static List<Map<String, Object>> regions() {
        return Region.all().stream().map(Documents::region).toList();
    }
}
