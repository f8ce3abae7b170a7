package dev.jprisma.console.management;

import static dev.jprisma.console.shape.Shape.flag;
import static dev.jprisma.console.shape.Shape.listOf;
import static dev.jprisma.console.shape.Shape.number;
import static dev.jprisma.console.shape.Shape.oneOf;
import static dev.jprisma.console.shape.Shape.text;
import static dev.jprisma.console.shape.Shape.time;
import static dev.jprisma.console.shape.Shape.uri;

import dev.jprisma.console.home.Region;
import dev.jprisma.console.shape.ChoiceShape;
import dev.jprisma.console.shape.ObjectShape;
import dev.jprisma.console.shape.Shape;
import java.util.stream.Stream;

/**
 * The forms of what is sent and answered: the types of {@code @prisma/management-api-sdk} 1.80.0. Secrets leave in
 * those alone that begin with {@code New}.
 */
public final class Forms {
    private static final int LONGEST_NAME = 200;

    private static final Shape NAME = text(1, LONGEST_NAME);
    private static final Shape REGION_ID =
            oneOf(Region.all().stream().map(Region::id).toArray(String[]::new));
    private static final Shape REGION_ID_OR_INHERITED =
            oneOf(Stream.concat(Region.all().stream().map(Region::id), Stream.of("inherit"))
                    .toArray(String[]::new));

    private static final ObjectShape LINK =
            ObjectShape.named("Link").with("id", text()).with("url", uri()).with("name", text());
    private static final ObjectShape LOGIN =
            ObjectShape.named("Login").with("host", text()).with("user", text()).with("pass", text());

    static final ObjectShape ERROR = ObjectShape.named("Error")
            .with(
                    "error",
                    ObjectShape.unnamed()
                            .with("code", text())
                            .with("message", text())
                            .maybe("hint", text()));

    static final ObjectShape WORKSPACE = resource("Workspace", "workspace").with("createdAt", time());

    static final ObjectShape ME = ObjectShape.named("Principal")
            .with(
                    "user",
                    ObjectShape.unnamed()
                            .with("id", text())
                            .with("email", text())
                            .with("name", text().orNull())
                            .orNull())
            .with(
                    "workspace",
                    ObjectShape.unnamed()
                            .with("id", text())
                            .with("name", text())
                            .orNull())
            .with(
                    "credential",
                    ObjectShape.unnamed()
                            .with("type", oneOf("oauth", "service_token", "management_token", "agent_token"))
                            .with("id", text().orNull())
                            .with("name", text().orNull()));

    private static final Shape AVAILABILITY = oneOf("available", "unavailable");

    static final ObjectShape POSTGRES_REGION = ObjectShape.named("PostgresRegion")
            .with("id", text())
            .with("type", oneOf("region"))
            .with("name", text())
            .with("status", AVAILABILITY);

    static final ObjectShape ANY_REGION = POSTGRES_REGION
            .as("Region")
            .with("product", oneOf("postgres", "accelerate"))
            .maybe("status", AVAILABILITY);

    static final ObjectShape PROJECT = resource("Project", "project")
            .with("logicalId", text().orNull())
            .with("createdAt", time())
            .with("defaultRegion", text().orNull())
            .with("workspace", LINK);

    private static final ObjectShape ENDPOINT =
            ObjectShape.named("Endpoint").with("host", text()).with("port", number());
    private static final ObjectShape NEW_ENDPOINT = ENDPOINT.as("NewEndpoint").with("connectionString", text());
    private static final ObjectShape SOME_NEW_ENDPOINT =
            ENDPOINT.as("NewDatabaseEndpoint").maybe("connectionString", text());

    static final ObjectShape CONNECTION = resource("Connection", "connection")
            .with("createdAt", time())
            .with("kind", oneOf("postgres", "accelerate"))
            .with("endpoints", endpoints(ENDPOINT))
            .with("database", LINK);

    static final ObjectShape NEW_CONNECTION = CONNECTION
            .as("NewConnection")
            .with("endpoints", endpoints(NEW_ENDPOINT))
            .with("connectionString", text())
            .with("host", text().orNull())
            .with("user", text().orNull())
            .with("pass", text().orNull())
            .maybe("directConnection", LOGIN.orNull());

    private static final ObjectShape NEW_DATABASE_CONNECTION = CONNECTION
            .as("NewDatabaseConnection")
            .with("endpoints", endpoints(SOME_NEW_ENDPOINT))
            .maybe("directConnection", LOGIN.orNull());

    private static final ObjectShape API_KEY = CONNECTION
            .as("NewApiKey")
            .without("database")
            .with("connectionString", text())
            .maybe("directConnection", LOGIN.orNull());

    private static final ChoiceShape SOURCE = ChoiceShape.by("type")
            .or("empty", ObjectShape.unnamed())
            .or(
                    "backup",
                    ObjectShape.named("BackupSource").with("databaseId", text()).with("backupId", text()))
            .or("database", ObjectShape.unnamed().with("databaseId", text()));
    private static final Shape BACKUP_SOURCE = SOURCE.only("backup");

    private static final ObjectShape REGION =
            ObjectShape.unnamed().with("id", text()).with("name", text());

    static final ObjectShape DATABASE = resource("Database", "database")
            .with("status", oneOf("failure", "provisioning", "ready", "recovering"))
            .with("createdAt", time())
            .with("isDefault", flag())
            .with("defaultConnectionId", text().orNull())
            .with("connections", listOf(CONNECTION))
            .with("project", LINK)
            .with("region", REGION.orNull())
            .with("source", SOURCE.orNull())
            .with("branchId", text().orNull())
            .with("logicalId", text().orNull());

    static final ObjectShape RESTORED_DATABASE = DATABASE.as("RestoredDatabase").with("source", BACKUP_SOURCE);

    static final ObjectShape NEW_DATABASE =
            DATABASE.as("NewDatabase").with("connections", listOf(NEW_DATABASE_CONNECTION));

    static final ObjectShape NEW_PROJECT_DATABASE = NEW_DATABASE
            .as("NewProjectDatabase")
            .with("status", oneOf("provisioning", "ready"))
            .with("region", REGION)
            .with("apiKeys", listOf(API_KEY))
            .with("connectionString", text().orNull())
            .with("directConnection", LOGIN.orNull());

    /** What {@code POST /v1/projects} answers, without its envelope. */
    public static final ObjectShape NEW_PROJECT = PROJECT.as("NewProject")
            .with(
                    "database",
                    NEW_PROJECT_DATABASE
                            .as("DatabaseOfNewProject")
                            .without("project")
                            .orNull());

    static final ObjectShape BACKUP = ObjectShape.named("Backup")
            .with("id", text())
            .with("backupType", oneOf("full", "incremental", "differential"))
            .with("createdAt", text())
            .maybe("size", number())
            .with("status", oneOf("running", "completed", "failed", "unknown"))
            .maybe("type", oneOf("backup"));

    static final ObjectShape BACKUPS = ObjectShape.unnamed()
            .with("data", listOf(BACKUP))
            .with("meta", ObjectShape.unnamed().with("backupRetentionDays", number()))
            .with("pagination", ObjectShape.unnamed().with("hasMore", flag()).with("limit", number().orNull()));

    static final ObjectShape USAGE = ObjectShape.named("Usage")
            .with("period", ObjectShape.unnamed().with("start", time()).with("end", time()))
            .with(
                    "metrics",
                    ObjectShape.unnamed().with("operations", metric("ops")).with("storage", metric("GiB")))
            .with("generatedAt", time());

    // ---- what is sent

    static final ObjectShape PROJECT_TO_MAKE = ObjectShape.named("ProjectToMake")
            .maybe("name", NAME)
            .maybe("region", REGION_ID)
            .maybe("createDatabase", flag())
            .maybe("logicalId", NAME)
            .maybe("workspaceId", text());

    static final ObjectShape PROJECT_CHANGE =
            ObjectShape.named("ProjectChange").maybe("name", NAME).maybe("settings", Shape.anyObject());

    static final ObjectShape PROJECT_DATABASE_TO_MAKE = ObjectShape.named("ProjectDatabaseToMake")
            .maybe("name", NAME)
            .maybe("region", REGION_ID_OR_INHERITED)
            .maybe("isDefault", flag())
            .maybe("source", SOURCE)
            .maybe("fromDatabase", ObjectShape.unnamed().with("id", text()).maybe("backupId", text()));

    static final ObjectShape DATABASE_TO_MAKE = ObjectShape.named("DatabaseToMake")
            .with("projectId", text())
            .maybe("name", NAME)
            .maybe("region", REGION_ID_OR_INHERITED)
            .maybe("isDefault", flag())
            .maybe("source", SOURCE)
            .maybe("logicalId", NAME)
            .maybe("branchId", text().orNull())
            .maybe("branchGitName", text().orNull());

    static final ObjectShape DATABASE_CHANGE = ObjectShape.named("DatabaseChange")
            .maybe("name", NAME)
            .maybe("logicalId", NAME)
            .maybe("branchId", text().orNull())
            .maybe("branchGitName", text().orNull());

    static final ObjectShape CONNECTION_TO_MAKE =
            ObjectShape.named("ConnectionToMake").with("databaseId", text()).with("name", NAME);

    static final ObjectShape DATABASE_CONNECTION_TO_MAKE =
            CONNECTION_TO_MAKE.as("DatabaseConnectionToMake").without("databaseId");

    static final ObjectShape RESTORE = ObjectShape.named("Restore").with("source", BACKUP_SOURCE);

    static final ObjectShape NOTHING = ObjectShape.unnamed();

    private Forms() {}

    /** An answer in its envelope. */
    static ObjectShape data(Shape shape) {
        return ObjectShape.unnamed().with("data", shape);
    }

    private static ObjectShape resource(String name, String type) {
        return LINK.as(name).with("type", oneOf(type));
    }

    private static ObjectShape endpoints(ObjectShape each) {
        return ObjectShape.unnamed().maybe("direct", each).maybe("pooled", each).maybe("accelerate", each);
    }

    private static ObjectShape metric(String unit) {
        return ObjectShape.unnamed().with("used", number()).with("unit", oneOf(unit));
    }
}
