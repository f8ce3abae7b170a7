package dev.jprisma.postgres;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.AtomicFile;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Changes what is set in clusters: checked by PostgreSQL, which then reads the file by itself. */
public final class SettingsFile {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** By the user whose file it is, who could put a link in root's way there. */
    private static final String WRITE = "umask 077 && cat > \"$0.new\" && sync \"$0.new\" && mv -f \"$0.new\" \"$0\"";

    private final ClusterFactory clusters;

    public SettingsFile(ClusterFactory clusters) {
        this.clusters = clusters;
    }

    /**
     * Has PostgreSQL look at each, as far as it can without starting.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) in its words, if there is none of that name, or it does not
     *     take that value
     */
    public void check(Collection<ServerSetting> settings) {
        for (ServerSetting setting : settings) {
            Program.Result result = Program.run(
                    clusters.installation()
                            .command(
                                    "postgres",
                                    List.of(
                                            "-D",
                                            clusters.template().toString(),
                                            "-c",
                                            setting.toString(),
                                            "-C",
                                            setting.name())),
                    LIMIT);
            if (!result.succeeded()) {
                throw new JprismaException(
                        ErrorKind.INVALID,
                        "PostgreSQL does not take " + setting + ": " + ServerWords.of(result.output()));
            }
        }
    }

    /**
     * Starts a server with all of these that is thrown away again.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) in PostgreSQL's words, if it does not start
     */
    public void tryOut(AlteredSettings settings) {
        ThrowAwayServer.start(clusters, true, SettingsRules.forThrowAway(settings))
                .close();
    }

    /**
     * Replaces those of a cluster; a server that runs on it reads them when it is told to.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if that cannot be done; then they are as before
     */
    public void write(Path dataDirectory, AlteredSettings settings) {
        Path file = dataDirectory.resolve(AlteredSettings.FILE);
        Privileges privileges = clusters.storage().privileges();
        if (!privileges.isOtherUser()) {
            AtomicFile.write(file, settings.text());
            return;
        }
        Program.Result result =
                Program.run(privileges.command(List.of("sh", "-c", WRITE, file.toString())), settings.text(), LIMIT);
        if (!result.succeeded()) {
            throw new JprismaException(ErrorKind.HOME_UNUSABLE, "Cannot write " + file + " (" + result.output() + ")");
        }
    }
}
