package dev.jprisma.testing;

import dev.jprisma.migrations.MigrationFolder;
import dev.jprisma.migrations.MigrationListener;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of migrations in SQL, of whichever tool. */
record SqlFolder(Path folder, boolean prisma) implements MigrationSource {
    private static final Logger LOG = LoggerFactory.getLogger(SqlFolder.class);

    @Override
    public String contentHash() throws IOException {
        MigrationFolder migrations = read();
        ContentHash hash = new ContentHash().add(migrations.tool());
        for (Path file : migrations.files()) {
            hash.add(folder.relativize(file).toString()).add(Files.readAllBytes(file));
        }
        return hash.text();
    }

    @Override
    public void migrate(TestDatabase database) throws IOException {
        read().applyOnce(database.address(), new LoggedMigrations());
    }

    private MigrationFolder read() throws IOException {
        try {
            return prisma ? MigrationFolder.ofPrisma(folder) : MigrationFolder.of(folder);
        } catch (JprismaException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static final class LoggedMigrations implements MigrationListener {
        @Override
        public void step(String what) {
            LOG.info(what);
        }

        @Override
        public void running(String file, int number, int of) {
            LOG.debug("Running {} of {}: {}", number, of, file);
        }
    }

    @Override
    public String toString() {
        return "the migrations in " + folder;
    }
}
