package dev.jprisma.state.control;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ManagedDatabase;
import dev.jprisma.state.ProcessIdentity;
import dev.jprisma.state.ProjectFolder;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.WebOrigins;
import java.util.List;

/**
 * Start an instance; one that runs is left alone.
 *
 * @param name null for an ephemeral one, which gets a name
 * @param create make it if there is none of that name; else that is an error
 * @param httpPort the port the user named, or null
 * @param databasePort the port the user named, or null
 * @param shadowPort the port the user named, or null
 * @param clientPid the process that asks
 * @param ephemeral a new instance that is not durable and is deleted when it stops; always in the foreground
 * @param foreground this connection owns the instance: it stops when the connection ends, unless the client's process
 *     connects again (to a new daemon) and asks the same
 * @param allowedOrigins of web pages that may use its HTTP port, instead of those before; null leaves these
 * @param movePorts whether ports that the instance had before may move if they are taken; else the start fails then
 * @param password the one the user chose for a new instance, and that one of before has; null leaves it. Never printed
 * @param limits of production for its HTTP URL, instead of those before; null leaves these
 * @param postgresMajor the version that a new instance is to have, and that one of before has; null for the newest, or
 *     the one that it has
 * @param postgresHome the folder of the user's installation that it is to run on from now on, or {@link #OUR_OWN}; null
 *     leaves that
 * @param settings of its server, besides those before, with which it then starts or not at all; null leaves these
 * @param history how much of it is kept from now on, instead of what was before; null leaves that
 * @param database what a new one is as a database of a project: then there must be none of that name; null for what
 *     {@code jprisma dev} makes, or leaves as it is
 * @param project the folder that asks for its instance, which then is nobody else's; null leaves whose it is
 */
public record StartInstance(
        InstanceName name,
        boolean create,
        Integer httpPort,
        Integer databasePort,
        Integer shadowPort,
        long clientPid,
        boolean ephemeral,
        boolean foreground,
        List<String> allowedOrigins,
        boolean movePorts,
        String password,
        HttpLimits limits,
        Integer postgresMajor,
        String postgresHome,
        List<ServerSetting> settings,
        HistoryLength history,
        ManagedDatabase database,
        ProjectFolder project) {

    /** In place of a folder: the binaries that jprisma brings. */
    public static final String OUR_OWN = "none";

    public StartInstance {
        allowedOrigins = allowedOrigins == null ? null : WebOrigins.checked(allowedOrigins);
        settings = settings == null ? List.of() : List.copyOf(settings);
        if (history != null && history.isOff()) {
            throw new JprismaException(
                    ErrorKind.INVALID, "A start ends no history: jprisma dev history " + name + " off does");
        }
    }

    /** A request that says nothing of web pages and moves no port. */
    public StartInstance(
            InstanceName name,
            boolean create,
            Integer httpPort,
            Integer databasePort,
            Integer shadowPort,
            long clientPid,
            boolean ephemeral,
            boolean foreground) {
        this(
                name,
                create,
                httpPort,
                databasePort,
                shadowPort,
                clientPid,
                ephemeral,
                foreground,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** An instance that is there, on its own ports, asked for by this process. */
    public static StartInstance existing(InstanceName name, boolean foreground) {
        return new StartInstance(name, false, null, null, null, ProcessIdentity.currentPid(), false, foreground);
    }

    /** The same for web pages of those origins; null leaves those before. */
    public StartInstance allowing(List<String> origins) {
        return with(
                origins,
                movePorts,
                password,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                database,
                project);
    }

    /** The same, with ports that may move if {@code movable}. */
    public StartInstance moving(boolean movable) {
        return with(
                allowedOrigins,
                movable,
                password,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                database,
                project);
    }

    /** The same with a password that the user chose, unless that is null. */
    public StartInstance choosing(String chosen) {
        return with(
                allowedOrigins,
                movePorts,
                chosen,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                database,
                project);
    }

    /** The same with those limits of production for its HTTP URL; null leaves those before. */
    public StartInstance limiting(HttpLimits newLimits) {
        return with(
                allowedOrigins,
                movePorts,
                password,
                newLimits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                database,
                project);
    }

    /** The same on those ports, each null if it is not named. */
    public StartInstance onPorts(Integer http, Integer itsDatabase, Integer shadow) {
        return new StartInstance(
                name,
                create,
                http,
                itsDatabase,
                shadow,
                clientPid,
                ephemeral,
                foreground,
                allowedOrigins,
                movePorts,
                password,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                database,
                project);
    }

    /** The same on that version, or on the installation in that folder; null leaves them. */
    public StartInstance on(Integer major, String home) {
        return with(allowedOrigins, movePorts, password, limits, major, home, settings, history, database, project);
    }

    /** The same with those settings of its server besides those before. */
    public StartInstance setting(List<ServerSetting> more) {
        return with(
                allowedOrigins,
                movePorts,
                password,
                limits,
                postgresMajor,
                postgresHome,
                more,
                history,
                database,
                project);
    }

    /** The same with so much of its history kept; null leaves what was before. */
    public StartInstance keeping(HistoryLength length) {
        return with(
                allowedOrigins,
                movePorts,
                password,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                length,
                database,
                project);
    }

    /** The same for a new database of a project. */
    public StartInstance making(ManagedDatabase newDatabase) {
        return with(
                allowedOrigins,
                movePorts,
                password,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                newDatabase,
                project);
    }

    /** The same for a folder that has a {@code jprisma.toml}; null leaves whose it is. */
    public StartInstance of(ProjectFolder folder) {
        return with(
                allowedOrigins,
                movePorts,
                password,
                limits,
                postgresMajor,
                postgresHome,
                settings,
                history,
                database,
                folder);
    }

    private StartInstance with(
            List<String> origins,
            boolean movable,
            String chosen,
            HttpLimits itsLimits,
            Integer major,
            String home,
            List<ServerSetting> itsSettings,
            HistoryLength itsHistory,
            ManagedDatabase itsDatabase,
            ProjectFolder itsProject) {
        return new StartInstance(
                name,
                create,
                httpPort,
                databasePort,
                shadowPort,
                clientPid,
                ephemeral,
                foreground,
                origins,
                movable,
                chosen,
                itsLimits,
                major,
                home,
                itsSettings,
                itsHistory,
                itsDatabase,
                itsProject);
    }

    @Override
    public String toString() {
        return "StartInstance[" + name + "]";
    }
}
