package dev.jprisma.testing;

import dev.jprisma.postgres.ClusterFactory;
import dev.jprisma.postgres.Storage;
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
        ClusterFactory clusters = ClusterFactory.prepare(storage, LOG::info);
        Engine engine = new Engine(settings, storage, clusters, ServerFolder.choose(storage, settings));
        Reaper.start(engine);
        return engine;
    }
}
