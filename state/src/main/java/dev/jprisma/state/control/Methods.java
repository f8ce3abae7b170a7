package dev.jprisma.state.control;

/** The names of the control protocol's requests and notifications. */
public final class Methods {
    /** {@link Nothing}; answers {@link DaemonStatus}. */
    public static final String DAEMON_STATUS = "daemon/status";
    /** {@link StopDaemon}; answers {@link DaemonStopped}, after which the daemon ends. */
    public static final String DAEMON_STOP = "daemon/stop";
    /** {@link StartInstance}; answers {@link StartedInstance}. */
    public static final String INSTANCE_START = "instance/start";
    /** {@link LinkInstance}; answers {@link LinkedInstance}. */
    public static final String INSTANCE_LINK = "instance/link";
    /** {@link StopInstance}; answers {@link StoppedInstance}. */
    public static final String INSTANCE_STOP = "instance/stop";
    /** {@link RemoveInstance}; answers {@link RemovedInstance}. */
    public static final String INSTANCE_REMOVE = "instance/remove";
    /** {@link SnapshotInstance}; answers {@link TakenSnapshot}. */
    public static final String INSTANCE_SNAPSHOT = "instance/snapshot";
    /** {@link RestoreInstance}; answers {@link ExchangedData}. */
    public static final String INSTANCE_RESTORE = "instance/restore";
    /** {@link UpgradeInstance}; answers {@link UpgradedInstance}. */
    public static final String INSTANCE_UPGRADE = "instance/upgrade";
    /** {@link ResetInstance}; answers {@link ExchangedData}. */
    public static final String INSTANCE_RESET = "instance/reset";
    /** {@link UndoInstance}; answers {@link ExchangedData}. */
    public static final String INSTANCE_UNDO = "instance/undo";
    /** {@link ForkInstance}; answers {@link StartedInstance}. */
    public static final String INSTANCE_FORK = "instance/fork";
    /** {@link KeepHistory}; answers {@link KeptHistory}. */
    public static final String INSTANCE_HISTORY = "instance/history";
    /** {@link RemoveSnapshot}; answers {@link Nothing}. */
    public static final String SNAPSHOT_REMOVE = "snapshot/remove";

    /** {@link RenameInstance}; answers {@link RenamedInstance}. */
    public static final String INSTANCE_RENAME = "instance/rename";
    /** {@link SetPassword}; answers {@link PasswordSet}. */
    public static final String INSTANCE_PASSWORD = "instance/password";
    /** {@link EnsureLogin}; answers {@link Nothing}. */
    public static final String INSTANCE_LOGIN = "instance/login";
    /** {@link ConfigureInstance}; answers {@link ConfiguredInstance}. */
    public static final String INSTANCE_CONFIGURE = "instance/configure";
    /** {@link MigrateInstance}; answers {@link MigratedInstance}. */
    public static final String INSTANCE_MIGRATE = "instance/migrate";
    /** {@link AddExtension}; answers {@link AddedExtension}. */
    public static final String EXTENSION_ADD = "extension/add";
    /** {@link RemoveExtension}; answers {@link Nothing}. */
    public static final String EXTENSION_REMOVE = "extension/remove";
    /** {@link ListExtensions}; answers {@link BundledExtensions}. */
    public static final String EXTENSION_LIST = "extension/list";
    /** {@link CreateDatabase}; answers {@link CreatedDatabase}. */
    public static final String DATABASE_CREATE = "database/create";
    /** {@link ClaimDatabase}; answers {@link ClaimedDatabase}. */
    public static final String DATABASE_CLAIM = "database/claim";
    /** {@link CloneDatabase}; answers {@link ClonedDatabase}. */
    public static final String DATABASE_CLONE = "database/clone";

    /** {@link ReadInsights}; answers {@link dev.jprisma.state.insights.InsightsReport}. */
    public static final String INSIGHTS_READ = "insights/read";
    /** {@link ReadStatement}; answers {@link dev.jprisma.state.insights.StatementDetail}. */
    public static final String INSIGHTS_STATEMENT = "insights/statement";

    /** {@link Nothing}; answers {@link PostgresVersions}. */
    public static final String POSTGRES_LIST = "postgres/list";
    /** {@link AddPostgres}; answers {@link AddedPostgres}. */
    public static final String POSTGRES_ADD = "postgres/add";
    /** {@link RemovePostgres}; answers {@link RemovedPostgres}. */
    public static final String POSTGRES_REMOVE = "postgres/remove";

    /** {@link OpenConsole}; answers {@link OpenedConsole}. */
    public static final String CONSOLE_OPEN = "console/open";
    /** {@link Nothing}; opens the home's HTTP port for programs, and answers {@link OpenedApi}. */
    public static final String API_OPEN = "api/open";
    /** {@link Nothing}; opens the home's HTTP port for programs, and answers {@link CreateDbWorker}. */
    public static final String CREATE_DB_OPEN = "create-db/open";
    /** {@link Nothing}; answers {@link ClosedConsole}. */
    public static final String CONSOLE_CLOSE = "console/close";

    /** {@link McpMessage}; answers {@link McpAnswer}. The session lasts as long as the connection. */
    public static final String MCP_MESSAGE = "mcp/message";

    /**
     * Notification with {@link Nothing}, as often as {@link #WORKING_SECONDS} says while there is a request under way:
     * the daemon lives and works.
     */
    public static final String WORKING = "working";
    /** How many seconds pass from one such notification to the next. */
    public static final int WORKING_SECONDS = 2;

    /** Notification with a {@link Progress}: what the daemon is doing for the request under way. */
    public static final String PROGRESS = "progress";
    /** Notification with an {@link InstanceEvent}, of an instance this connection holds. */
    public static final String INSTANCE_EVENT = "instance/event";

    private Methods() {}

    /** Whether to ask again does no more than to have asked once, so that a lost answer can be asked for again. */
    public static boolean isRepeatable(String method) {
        return switch (method) {
            case DAEMON_STATUS, DAEMON_STOP, INSTANCE_START, INSTANCE_STOP, INSTANCE_LOGIN, POSTGRES_LIST -> true;
            default -> false;
        };
    }
}
