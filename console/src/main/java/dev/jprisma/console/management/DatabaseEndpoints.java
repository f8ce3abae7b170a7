package dev.jprisma.console.management;

import static dev.jprisma.console.management.Forms.data;

import dev.jprisma.console.home.DatabaseUsage;
import dev.jprisma.console.home.HomeDatabase;
import dev.jprisma.console.home.Management;
import dev.jprisma.console.home.NewDatabase;
import dev.jprisma.console.shape.Shape;
import dev.jprisma.state.DatabaseSource;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ManagedDatabase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Databases, each of which is an instance. */
final class DatabaseEndpoints {
    private static final String WITHOUT_NAME = "Untitled database";
    private static final String ALL = "/v1/databases";
    private static final String OF_PROJECT = "/v1/projects/{projectId}/databases";
    private static final String ONE = "/v1/databases/{databaseId}";
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final int DECIMALS = 6;

    private final JprismaHome home;
    private final Management management;

    DatabaseEndpoints(JprismaHome home, Management management) {
        this.home = home;
        this.management = management;
    }

    Stream<Endpoint> all() {
        return Stream.of(
                Endpoint.get(ALL, "All databases")
                        .asking("projectId", Shape.text())
                        .asking("logicalId", Shape.text())
                        .asking("branchId", Shape.text())
                        .asking("branchGitName", Shape.text())
                        .listing(Forms.DATABASE, this::list),
                Endpoint.post(ALL, "Makes a database, empty or of another's data, and starts it")
                        .taking(Forms.DATABASE_TO_MAKE)
                        .answering(data(Forms.NEW_DATABASE), call -> create(call, call.text("projectId"))),
                Endpoint.get(OF_PROJECT, "The databases of a project").listing(Forms.DATABASE, this::listOfProject),
                Endpoint.post(OF_PROJECT, "Makes a database of a project, empty or of another's data, and starts it")
                        .taking(Forms.PROJECT_DATABASE_TO_MAKE)
                        .answering(data(Forms.NEW_PROJECT_DATABASE), call -> create(call, call.id())),
                Endpoint.get(ONE, "The database of that id")
                        .answering(data(Forms.DATABASE), call -> told(call, management.database(call.id()))),
                Endpoint.patch(ONE, "Changes a database's name or logical id")
                        .taking(Forms.DATABASE_CHANGE)
                        .answering(data(Forms.DATABASE), this::change),
                Endpoint.delete(ONE, "Deletes a database with its backups, running or not; not the default one")
                        .doing(this::delete),
                Endpoint.get(ONE + "/usage", "Its transactions while it runs, and what its data takes on the disk")
                        .asking("startDate", Shape.text())
                        .asking("endDate", Shape.text())
                        .answering(Forms.USAGE, this::usage));
    }

    private Page list(Call call) {
        boolean ofBranch = call.query("branchGitName").isPresent()
                || call.query("branchId").filter(id -> !id.equals("unassigned")).isPresent();
        return page(
                call,
                management.databases().stream()
                        .filter(database -> !ofBranch
                                && is(call, "projectId", database.project().id())
                                && is(call, "logicalId", database.managed().logicalId()))
                        .toList());
    }

    private static boolean is(Call call, String parameter, String actual) {
        return call.query(parameter).filter(asked -> !asked.equals(actual)).isEmpty();
    }

    private Page listOfProject(Call call) {
        String project = management.project(call.id()).id();
        return page(
                call,
                management.databases().stream()
                        .filter(database -> database.project().id().equals(project))
                        .toList());
    }

    private Page page(Call call, List<HomeDatabase> all) {
        return Page.of(
                call,
                all,
                database -> new Page.Place(database.instance().createdAt(), database.id()),
                database -> documents(call).database(database));
    }

    private Object create(Call call, String projectId) {
        refuseBranches(call);
        NewDatabase request = new NewDatabase(
                projectId,
                call.body().containsKey("name") ? call.text("name") : WITHOUT_NAME,
                call.text("logicalId"),
                call.flag("isDefault", false),
                source(call),
                null);
        return Map.of("data", documents(call).newDatabase(management.createDatabase(request, call.visitor())));
    }

    private static void refuseBranches(Call call) {
        if (call.body().get("branchId") != null || call.body().get("branchGitName") != null) {
            throw ApiException.cloudOnly();
        }
    }

    private static DatabaseSource source(Call call) {
        if (call.body().get("source") instanceof Map<?, ?> source) {
            String type = (String) source.get("type");
            return type.equals("empty")
                    ? DatabaseSource.EMPTY
                    : source((String) source.get("databaseId"), (String) source.get("backupId"));
        }
        if (call.body().get("fromDatabase") instanceof Map<?, ?> from) {
            return source((String) from.get("id"), (String) from.get("backupId"));
        }
        return DatabaseSource.EMPTY;
    }

    private static DatabaseSource source(String databaseId, String backupId) {
        return new DatabaseSource(
                backupId == null ? DatabaseSource.Type.DATABASE : DatabaseSource.Type.BACKUP, databaseId, backupId);
    }

    private Object change(Call call) {
        refuseBranches(call);
        String name = call.text("name");
        String logicalId = call.text("logicalId");
        return told(call, management.changeDatabase(call.id(), database -> {
            ManagedDatabase named = name == null ? database : database.named(name);
            return logicalId == null ? named : named.withLogicalId(logicalId);
        }));
    }

    private void delete(Call call) {
        if (management.database(call.id()).managed().isDefault()) {
            throw new ApiException(
                    403,
                    ApiException.PERMISSION_DENIED,
                    "The database " + call.id() + " is the default one of its project: it goes with that");
        }
        management.deleteDatabase(call.id());
    }

    private Object usage(Call call) {
        HomeDatabase database = management.database(call.id());
        Instant now = Instant.now();
        Instant start = call.query("startDate")
                .map(text -> time("startDate", text))
                .orElse(database.instance().createdAt());
        Instant end = call.query("endDate").map(text -> time("endDate", text)).orElse(now);
        DatabaseUsage usage = management.usage(call.id());
        return Map.of(
                "period",
                Map.of("start", Documents.time(start), "end", Documents.time(end)),
                "metrics",
                Map.of(
                        "operations",
                        Map.of("used", BigDecimal.valueOf(usage.transactions()), "unit", "ops"),
                        "storage",
                        Map.of("used", gibibytes(usage.bytes()), "unit", "GiB")),
                "generatedAt",
                Documents.time(now));
    }

    private static BigDecimal gibibytes(long bytes) {
        return BigDecimal.valueOf(bytes).divide(GIB, DECIMALS, RoundingMode.HALF_UP);
    }

    private static Instant time(String parameter, String text) {
        // A date alone is the beginning of that day.
        String full = text.matches("\\d{4}-\\d\\d-\\d\\d") ? text + "T00:00:00Z" : text;
        return Optional.of(full)
                .filter(it -> Shape.time().problemOf(it, parameter) == null)
                .map(Instant::parse)
                .orElseThrow(() -> ApiException.invalid(parameter + " must be a time such as 2026-01-31T12:00:00Z"));
    }

    private Object told(Call call, HomeDatabase database) {
        return Map.of("data", documents(call).database(database));
    }

    private Documents documents(Call call) {
        return new Documents(call.base(), home);
    }
}
