package dev.jprisma.migrations;

import dev.jprisma.postgres.wire.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A folder of a test's, and a database that it migrates. */
final class Folder {
    final Path path;
    final ServerAddress database = TestServer.newDatabase();
    final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    private final MigrationListener listener = new MigrationListener() {
        @Override
        public void step(String what) {
            progress.add(what);
        }

        @Override
        public void running(String file, int number, int of) {
            progress.add(number + " of " + of + ": " + file);
        }
    };

    Folder(Path path) {
        this.path = path;
    }

    Folder write(String name, String content) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AppliedMigrations migrate() {
        return migrate(new CompletableFuture<>());
    }

    AppliedMigrations migrate(CompletableFuture<?> abandoned) {
        return MigrationFolder.of(path).apply(database, listener, abandoned);
    }

    AppliedMigrations migrateWaitingFor(Duration limit) {
        return MigrationFolder.of(path).apply(database, limit, listener);
    }

    void run(String sql) {
        try (Session session = new Session(database)) {
            session.run(sql);
        }
    }

    /** The first column's values, with commas between. */
    String query(String sql) {
        try (Session session = new Session(database)) {
            return String.join(",", session.column(sql));
        }
    }
}
