package dev.jprisma.testing;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.PostgresInstallation;
import dev.jprisma.postgres.Storage;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostgresChoice;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every server of this JVM is made from: the home's binaries and template cluster, and the folder servers live in.
 *
 * @param settings as they were when the first server was asked for
 * @param servers the folder of servers
 */
record Engine(TestingSettings settings, Storage storage, ClusterFactory clusters, Path servers) {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** Prepares all of it: seconds in a new home, else milliseconds. Begins to remove what killed runs left. */
    static Engine open(TestingSettings settings) {
        settings.home().create();
        Storage storage = Storage.of(settings.home());
        ClusterFactory clusters = ClusterFactory.prepare(storage, choice(settings, storage), LOG::info);
        Engine engine = new Engine(settings, storage, clusters, ServerFolder.choose(storage, settings));
        Reaper.start(engine);
        return engine;
    }

    /** The same with another version of PostgreSQL. */
    Engine on(int major) {
        return new Engine(
                settings, storage, ClusterFactory.prepare(storage, PostgresChoice.of(major), LOG::info), servers);
    }

    private static PostgresChoice choice(TestingSettings settings, Storage storage) {
        if (settings.postgres().isEmpty()) {
            return PostgresChoice.DEFAULT;
        }
        String named = settings.postgres().get();
        try {
            return named.matches("\\d+")
                    ? PostgresChoice.of(Integer.parseInt(named))
                    : PostgresInstallation.find(Path.of(named).toAbsolutePath(), storage);
        } catch (IllegalArgumentException e) {
            throw new JprismaException(ErrorKind.INVALID, "jprisma.testing.postgres: " + e.getMessage(), e);
        }
    }
}
