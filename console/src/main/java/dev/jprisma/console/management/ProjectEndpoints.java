package dev.jprisma.console.management;

import static dev.jprisma.console.management.Forms.data;

import dev.jprisma.console.home.Management;
import dev.jprisma.console.home.NotThere;
import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ProjectRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Projects: groups of databases. */
final class ProjectEndpoints {
    private static final String WITHOUT_NAME = "Untitled project";
    private static final String ONE = "/v1/projects/{id}";

    private final JprismaHome home;
    private final Management management;

    ProjectEndpoints(JprismaHome home, Management management) {
        this.home = home;
        this.management = management;
    }

    Stream<Endpoint> all() {
        return Stream.of(
                Endpoint.get("/v1/projects", "All projects")
                        .asking("logicalId", Shape.text())
                        .listing(Forms.PROJECT, this::list),
                Endpoint.post("/v1/projects", "Makes a project, with a database unless told otherwise")
                        .taking(Forms.PROJECT_TO_MAKE)
                        .answering(data(Forms.NEW_PROJECT), this::create),
                Endpoint.get(ONE, "The project of that id")
                        .answering(data(Forms.PROJECT), call -> told(call, management.project(call.id()))),
                Endpoint.patch(ONE, "Renames a project")
                        .taking(Forms.PROJECT_CHANGE)
                        .answering(data(Forms.PROJECT), this::change),
                Endpoint.delete(ONE, "Deletes a project with its databases, running or not")
                        .doing(call -> management.deleteProject(call.id())));
    }

    private Page list(Call call) {
        List<ProjectRecord> all = management.projects().stream()
                .filter(project -> call.query("logicalId")
                        .filter(id -> !id.equals(project.logicalId()))
                        .isEmpty())
                .toList();
        return Page.of(
                call,
                all,
                project -> new Page.Place(project.createdAt(), project.id()),
                project -> documents(call).project(project));
    }

    private Object create(Call call) {
        String workspace = call.text("workspaceId");
        if (workspace != null && !workspace.equals(Documents.WORKSPACE_ID)) {
            throw NotThere.of("workspace", workspace);
        }
        String name = call.body().containsKey("name") ? call.text("name") : WITHOUT_NAME;
        String logicalId = call.text("logicalId");
        return Map.of(
                "data",
                call.flag("createDatabase", true)
                        ? documents(call)
                                .newProject(management.createProjectWithDatabase(name, logicalId, null, call.visitor()))
                        : documents(call).newProject(management.createProject(name, logicalId)));
    }

    private Object change(Call call) {
        String name = call.text("name");
        return told(call, name == null ? management.project(call.id()) : management.renameProject(call.id(), name));
    }

    private Object told(Call call, ProjectRecord project) {
        return Map.of("data", documents(call).project(project));
    }

    private Documents documents(Call call) {
        return new Documents(call.base(), home);
    }
}
