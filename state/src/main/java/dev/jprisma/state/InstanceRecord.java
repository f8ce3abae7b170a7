package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the registry holds of one instance. A value: it changes by copy, and only the daemon writes it.
 *
 * @param schemaVersion of the file
 * @param name also its directory
 * @param createdAt when it was made
 * @param postgresVersion such as {@code 18.6}; the major is that of its data directory
 * @param dataDirectory {@code data}, or where it is in memory; {@link #dataDirectory(JprismaHome)} is the place
 * @param ports recorded at the first start, used again
 * @param formerPorts those it had before and keeps from others; records of versions before this have none
 * @param closedDoors what the daemon cannot serve of it while it runs
 * @param secret the random part of its API key
 * @param ephemeral whether it is deleted when it stops, and need not survive a crash of the machine
 * @param wanted what the user last asked for
 * @param status what the daemon last knew; read it through {@link Liveness}
 * @param error why, where the status is {@link InstanceStatus#ERROR} or {@link InstanceStatus#CRASHED}; else null
 * @param postmaster the live server, or the last one; null before the first. Of a linked one it is the daemon that
 *     serves it, or the last one
 * @param owner the process whose end stops it (a terminal's foreground instance); null if nobody's
 * @param allowedOrigins of web pages that may use its HTTP port; records of versions before this have none
 * @param password of its superuser; {@link InstancePassword#COMMON} where the record has none
 * @param loginRefusal why PostgreSQL, serving, refused this login at its last start, in its own words; null if it did
 *     not
 * @param upstream the database elsewhere that it leads to; null where the server is ours
 * @param limits of production that its HTTP URL was given; null for those that the daemon gives to all
 * @param postgresHome the folder of an installation of the user's that it runs on; null for our own binaries
 * @param history how far back its data can be brought; null if no history is kept
 * @param database what it is as a database of a project; null if nobody said, as {@code jprisma dev} does not. Read it
 *     through {@link #asDatabase()}
 * @param logins the roles that were made in it beside the superuser; records of versions before this have none
 * @param keyName the name in its API key, where that is not its name any more: the URLs that were given away stay true;
 *     else null
 * @param project the folder whose {@code jprisma.toml} it was last started for; null if nobody's
 */
public record InstanceRecord(
        int schemaVersion,
        InstanceName name,
        Instant createdAt,
        String postgresVersion,
        String dataDirectory,
        InstancePorts ports,
        String secret,
        boolean ephemeral,
        DesiredState wanted,
        InstanceStatus status,
        String error,
        ProcessIdentity postmaster,
        ProcessIdentity owner,
        List<String> allowedOrigins,
        List<FormerPort> formerPorts,
        ClosedPorts closedDoors,
        InstancePassword password,
        String loginRefusal,
        Upstream upstream,
        HttpLimits limits,
        String postgresHome,
        HistoryLength history,
        ManagedDatabase database,
        List<LoginRole> logins,
        InstanceName keyName,
        ProjectFolder project) {

    /** The schema this version writes; it reads this and older ones. */
    public static final int SCHEMA_VERSION = 1;

    public InstanceRecord {
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(dataDirectory, "dataDirectory");
        requireNonNull(ports, "ports");
        requireNonNull(secret, "secret");
        requireNonNull(wanted, "wanted");
        requireNonNull(status, "status");
        allowedOrigins =
                allowedOrigins == null || allowedOrigins.isEmpty() ? List.of() : WebOrigins.checked(allowedOrigins);
        formerPorts = formerPorts == null ? List.of() : List.copyOf(formerPorts);
        closedDoors = closedDoors == null ? ClosedPorts.NONE : closedDoors;
        password = password == null ? InstancePassword.COMMON : password;
        logins = logins == null ? List.of() : List.copyOf(logins);
    }

    /** A new instance that has not run yet, with secrets of its own. */
    public static InstanceRecord create(
            InstanceName name, String postgresVersion, String dataDirectory, InstancePorts ports, boolean ephemeral) {
        return new InstanceRecord(
                SCHEMA_VERSION,
                name,
                Instant.now(),
                postgresVersion,
                dataDirectory,
                ports,
                ApiKey.newSecret(),
                ephemeral,
                DesiredState.STOPPED,
                InstanceStatus.NOT_RUNNING,
                null,
                null,
                null,
                List.of(),
                List.of(),
                ClosedPorts.NONE,
                InstancePassword.random(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null);
    }

    /**
     * The instance by another name, which its project's folder finds it by. Its URLs stay what they are, and so does
     * what people call it as a database, unless that was its name.
     */
    public InstanceRecord named(InstanceName newName) {
        return with(next -> {
            next.keyName = newName.equals(nameInKey()) ? null : nameInKey();
            next.name = newName;
            if (database != null && database.name().equals(name.value())) {
                next.database = database.named(newName.value());
            }
            if (project != null) {
                next.project = new ProjectFolder(project.folder(), true);
            }
        });
    }

    /** The name that it had when its URLs were first given away. */
    InstanceName nameInKey() {
        return keyName == null ? name : keyName;
    }

    /** What it is as a database of a project. */
    public ManagedDatabase asDatabase() {
        return database == null ? ManagedDatabase.of(this) : database;
    }

    /** When it goes by itself, with all that was kept of it; null if it stays. */
    public Instant endsAt() {
        return database == null ? null : database.endsAt();
    }

    /** It is that database of a project from now on; null leaves it as it is. */
    public InstanceRecord managedAs(ManagedDatabase newDatabase) {
        return newDatabase == null ? this : with(next -> next.database = newDatabase);
    }

    /** What it runs on, unless it is linked. */
    public PostgresChoice postgres() {
        return new PostgresChoice(PostgresChoice.majorOf(postgresVersion), postgresHome);
    }

    /**
     * What it is upgraded to: our own binaries of that version.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if that is not newer
     */
    public PostgresChoice newerPostgres(int major) {
        int present = postgres().major();
        if (major <= present) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    name + " has PostgreSQL " + postgresVersion
                            + (major == present
                                    ? " already; newer binaries of that are taken by its next start"
                                    : ", and nothing makes it older, unless it was upgraded within the last day:"
                                            + " jprisma dev undo " + name));
        }
        return PostgresChoice.of(major);
    }

    /** It runs on that version, of our own binaries or of that folder's. */
    public InstanceRecord runningOn(String version, String home) {
        return with(next -> {
            next.postgresVersion = version;
            next.postgresHome = home;
        });
    }

    /** Whether its server is not ours. */
    public boolean isLinked() {
        return upstream != null;
    }

    /** It leads to that database, of a server of that version. */
    public InstanceRecord linkedTo(Upstream newUpstream, String itsVersion) {
        return with(next -> {
            next.upstream = newUpstream;
            next.postgresVersion = itsVersion;
        });
    }

    /** Whether it ever ran: then its data is somebody's. */
    public boolean hasRun() {
        return postmaster != null;
    }

    /** Where its data is. */
    public Path dataDirectory(JprismaHome home) {
        return ServerFiles.of(home).dataDirectory(name, Path.of(dataDirectory));
    }

    /**
     * It was asked to run, by {@code owner} if that is not null. If it ever ran, a port it had before becomes a former
     * one.
     */
    public InstanceRecord starting(InstancePorts newPorts, ProcessIdentity newOwner) {
        return with(next -> {
            next.ports = newPorts;
            next.wanted = DesiredState.RUNNING;
            next.status = InstanceStatus.STARTING_UP;
            next.error = null;
            next.owner = newOwner;
            next.closedDoors = ClosedPorts.NONE;
        });
    }

    public InstanceRecord running(ProcessIdentity newPostmaster) {
        return with(next -> {
            next.wanted = DesiredState.RUNNING;
            next.status = InstanceStatus.RUNNING;
            next.error = null;
            next.postmaster = newPostmaster;
        });
    }

    public InstanceRecord stopping() {
        return with(next -> {
            next.wanted = DesiredState.STOPPED;
            next.status = InstanceStatus.STOPPING;
            next.error = null;
        });
    }

    public InstanceRecord stopped() {
        return with(next -> {
            next.wanted = DesiredState.STOPPED;
            next.status = InstanceStatus.NOT_RUNNING;
            next.error = null;
            next.owner = null;
        });
    }

    /** Its postmaster ended by itself, and it is still wanted. */
    public InstanceRecord crashed(String reason) {
        return with(next -> {
            next.status = InstanceStatus.CRASHED;
            next.error = reason;
        });
    }

    /** It did not start, or did not stop. */
    public InstanceRecord failed(String reason) {
        return with(next -> {
            next.wanted = DesiredState.STOPPED;
            next.status = InstanceStatus.ERROR;
            next.error = reason;
            next.owner = null;
        });
    }

    /** The pages of those origins, and no others, may use its HTTP port; null leaves that as it is. */
    public InstanceRecord allowing(List<String> origins) {
        return origins == null ? this : with(next -> next.allowedOrigins = origins);
    }

    /** Its HTTP URL has these limits of production; null leaves them as they are. */
    public InstanceRecord limiting(HttpLimits newLimits) {
        return newLimits == null ? this : with(next -> next.limits = newLimits);
    }

    /** So much of its history is kept; null leaves that as it is. */
    public InstanceRecord keeping(HistoryLength newHistory) {
        return newHistory == null ? this : with(next -> next.history = newHistory.isOff() ? null : newHistory);
    }

    /** It is that folder's from now on; null leaves whose it is. */
    public InstanceRecord ofProject(ProjectFolder newProject) {
        return newProject == null ? this : with(next -> next.project = newProject);
    }

    /** It listens elsewhere now. */
    public InstanceRecord on(InstancePorts newPorts) {
        return with(next -> next.ports = newPorts);
    }

    /** Those of its ports are not served, and no others; the server itself goes on. */
    public InstanceRecord closing(ClosedPorts closed) {
        return with(next -> next.closedDoors = closed);
    }

    /** It belongs to {@code newOwner} now, or to nobody if that is null. */
    public InstanceRecord ownedBy(ProcessIdentity newOwner) {
        return with(next -> next.owner = newOwner);
    }

    /** That is its password from the next start on. */
    public InstanceRecord withPassword(InstancePassword newPassword) {
        return with(next -> next.password = newPassword);
    }

    /** The role of that name which was made in it, if there is one. */
    public Optional<LoginRole> login(String roleName) {
        return logins.stream().filter(role -> role.name().equals(roleName)).findFirst();
    }

    /** It has that role, and no other of that name. */
    public InstanceRecord withLogin(LoginRole role) {
        return with(next -> {
            next.logins = new ArrayList<>(logins);
            next.logins.removeIf(other -> other.name().equals(role.name()));
            next.logins.add(role);
        });
    }

    /** It has no role of that name that was made in it. */
    public InstanceRecord withoutLogin(String roleName) {
        return with(next -> next.logins =
                logins.stream().filter(role -> !role.name().equals(roleName)).toList());
    }

    /** Superuser and roles log in as with that instance. */
    public InstanceRecord withLoginsOf(InstanceRecord other) {
        return with(next -> {
            next.password = other.password;
            next.logins = other.logins;
        });
    }

    /** Whether superuser and roles log in as with that instance. */
    public boolean hasLoginsOf(InstanceRecord other) {
        return password.equals(other.password) && Set.copyOf(logins).equals(Set.copyOf(other.logins));
    }

    /** PostgreSQL serves and refuses its superuser for this reason; null if it lets him in. */
    public InstanceRecord refusingLogin(String reason) {
        return with(next -> next.loginRefusal = reason);
    }

    private InstanceRecord with(Consumer<Changes> change) {
        Changes next = new Changes(this);
        change.accept(next);
        return new InstanceRecord(
                SCHEMA_VERSION,
                next.name,
                createdAt,
                next.postgresVersion,
                dataDirectory,
                next.ports,
                secret,
                ephemeral,
                next.wanted,
                next.status,
                next.error,
                next.postmaster,
                next.owner,
                next.allowedOrigins,
                hasRun() ? FormerPort.after(formerPorts, ports, next.ports) : formerPorts,
                next.closedDoors,
                next.password,
                next.loginRefusal,
                next.upstream,
                next.limits,
                next.postgresHome,
                next.history,
                next.database,
                next.logins,
                next.keyName,
                next.project);
    }

    /** What of a record can change, on the way to the next one. */
    private static final class Changes {
        private InstancePorts ports;
        private DesiredState wanted;
        private InstanceStatus status;
        private String error;
        private ProcessIdentity postmaster;
        private ProcessIdentity owner;
        private List<String> allowedOrigins;
        private ClosedPorts closedDoors;
        private InstancePassword password;
        private String loginRefusal;
        private String postgresVersion;
        private Upstream upstream;
        private HttpLimits limits;
        private String postgresHome;
        private HistoryLength history;
        private ManagedDatabase database;
        private List<LoginRole> logins;
        private InstanceName name;
        private InstanceName keyName;
        private ProjectFolder project;

        Changes(InstanceRecord from) {
            ports = from.ports;
            wanted = from.wanted;
            status = from.status;
            error = from.error;
            postmaster = from.postmaster;
            owner = from.owner;
            allowedOrigins = from.allowedOrigins;
            closedDoors = from.closedDoors;
            password = from.password;
            loginRefusal = from.loginRefusal;
            postgresVersion = from.postgresVersion;
            upstream = from.upstream;
            limits = from.limits;
            postgresHome = from.postgresHome;
            history = from.history;
            database = from.database;
            logins = from.logins;
            name = from.name;
            keyName = from.keyName;
            project = from.project;
        }
    }
}
