package dev.jprisma.state.control;

/** The names of the control protocol's requests and notifications. */
public final class Methods {
    /** {@link Nothing}; answers {@link DaemonStatus}. */
    public static final String DAEMON_STATUS = "daemon/status";
    /** {@link StopDaemon}; answers {@link DaemonStopped}, after which the daemon ends. */
    public static final String DAEMON_STOP = "daemon/stop";
    /** {@link StartInstance}; answers {@link StartedInstance}. */
    public static final String INSTANCE_START = "instance/start";
    /** {@link StopInstance}; answers {@link StoppedInstance}. */
    public static final String INSTANCE_STOP = "instance/stop";
    /** {@link RemoveInstance}; answers {@link Nothing}. */
    public static final String INSTANCE_REMOVE = "instance/remove";

    /** {@link SetPassword}; answers {@link PasswordSet}. */
    public static final String INSTANCE_PASSWORD = "instance/password";
    /** {@link MigrateInstance}; answers {@link Nothing}. */
    public static final String INSTANCE_MIGRATE = "instance/migrate";
    /** {@link CloneDatabase}; answers {@link ClonedDatabase}. */
    public static final String DATABASE_CLONE = "database/clone";

    /** Notification with a {@link Progress}: what the daemon is doing for the request under way. */
    public static final String PROGRESS = "progress";
    /** Notification with an {@link InstanceEvent}, of an instance this connection holds. */
    public static final String INSTANCE_EVENT = "instance/event";

    private Methods() {}
}
