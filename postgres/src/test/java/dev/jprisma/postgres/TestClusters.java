package dev.jprisma.postgres;

import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The binaries and the template of this JVM's tests, in a home of their own that goes with the JVM. */
public final class TestClusters {
    /** Of every server's superuser. */
    public static final String PASSWORD = "password_of.tests~";

    private static TestClusters shared;
    private static final List<Runnable> BEFORE_DELETION = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final ClusterFactory factory;

    private TestClusters() throws IOException {
        folder = Files.createTempDirectory("jprisma-tests");
        JprismaHome home = JprismaHome.at(folder.resolve("hömé of tests"));
        home.create();
        factory = ClusterFactory.prepare(Storage.of(home), message -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
    }

    public static synchronized ClusterFactory factory() {
        if (shared == null) {
            try {
                shared = new TestClusters();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared.factory;
    }

    /** A place for a new cluster. */
    public static Path newDataDirectory() {
        try {
            Storage storage = factory().storage();
            // Short enough for a socket in it.
            String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
            return storage.createDirectory(storage.spares().resolve(name)).resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A not durable server on a new cluster and a free port. */
    public static PostmasterOptions newServer() {
        Path data = newDataDirectory();
        factory().create(data);
        return new PostmasterOptions(
                data, FreePort.choose(), data.resolveSibling("postgres.log"), false, password(false));
    }

    /** @param isSet whether the server has it already */
    public static SuperuserPassword password(boolean isSet) {
        return new SuperuserPassword(PASSWORD, factory().firstPassword(), isSet);
    }

    /** At the end of the JVM, whose hooks have no order: a server whose programs are deleted cannot be stopped. */
    public static void beforeDeletion(Runnable work) {
        BEFORE_DELETION.add(work);
    }

    private void delete() {
        BEFORE_DELETION.forEach(Runnable::run);
        try {
            FileTrees.delete(factory.storage().installations().getParent());
            FileTrees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
