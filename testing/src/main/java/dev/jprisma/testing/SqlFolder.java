package dev.jprisma.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** SQL files in a folder. */
record SqlFolder(Path folder, boolean prisma) implements MigrationSource {
    /** As Prisma's schema engine makes it. */
    private static final String PRISMA_HISTORY = """
            CREATE TABLE _prisma_migrations (
                id VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum VARCHAR(64) NOT NULL,
                finished_at TIMESTAMPTZ,
                migration_name VARCHAR(255) NOT NULL,
                logs TEXT,
                rolled_back_at TIMESTAMPTZ,
                started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count INTEGER NOT NULL DEFAULT 0
            )""";

    @Override
    public String contentHash() throws IOException {
        ContentHash hash = new ContentHash().add(prisma ? "prisma" : "sql");
        for (Path file : files()) {
            hash.add(folder.relativize(file).toString()).add(Files.readAllBytes(file));
        }
        return hash.text();
    }

    @Override
    public void migrate(TestDatabase database) throws Exception {
        if (prisma) {
            database.execute(PRISMA_HISTORY);
        }
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            try {
                database.execute(new String(content, StandardCharsets.UTF_8));
            } catch (RuntimeException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            if (prisma) {
                database.execute(record(nameOf(file), content));
            }
        }
    }

    private static String record(String name, byte[] content) throws Exception {
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ('"
                + UUID.randomUUID() + "', '" + checksum + "', now(), '" + name.replace("'", "''") + "', 1)";
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder.toAbsolutePath());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(this::isMigration)
                    .sorted(Comparator.comparing(this::nameOf))
                    .toList();
        }
    }

    /** By which they are ordered: Prisma's are called as their folders. */
    private String nameOf(Path file) {
        return prisma
                ? file.getParent().getFileName().toString()
                : folder.relativize(file).toString();
    }

    private boolean isMigration(Path file) {
        return prisma
                ? file.getFileName().toString().equals("migration.sql")
                        && folder.equals(file.getParent().getParent())
                : file.toString().endsWith(".sql");
    }

    @Override
    public String toString() {
        return "the migrations in " + folder;
    }
}
