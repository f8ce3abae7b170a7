package dev.jprisma.testing;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.postgres.ProcessLock;
import dev.jprisma.postgres.TreeSize;
import dev.jprisma.postgres.Unfinished;
import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileGuard;
import dev.jprisma.state.JprismaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clusters migrations were run in, kept on disk between runs: whole data directories, with their size beside them,
 * one per content of the migrations, so that roles and whatever else they make belongs to them alone. Over the bound,
 * those that were used least recently go.
 */
final class TemplateStore {
    private static final int LOCK_DIGITS = 2;
    private static final String DATA = "data";
    private static final String SIZE = "size";

    private final Engine engine;
    private final Path folder;
    private final Path locks;

    TemplateStore(Engine engine) throws IOException {
        this.engine = engine;
        this.folder =
                engine.storage().createDirectory(engine.storage().testing().resolve("templates"));
        this.locks = engine.storage().createDirectory(engine.storage().testing().resolve("locks"));
    }

    /** Names a template: other migrations, binaries or settings of ours make another one. */
    String idOf(String contentHash) {
        return ContentHash.of(engine.clusters().templateId() + "/" + contentHash);
    }

    /** Does something about a template while no other thread or process does. */
    <T, E extends Exception> T exclusively(String id, ProcessLock.Action<T, E> action) throws E {
        return ProcessLock.holding(lockOf(id), action);
    }

    /** A bounded number of files, since a lock file is never deleted. */
    private Path lockOf(String id) {
        return locks.resolve(id.substring(0, LOCK_DIGITS) + ".lock");
    }

    boolean has(String id) {
        return Files.exists(sizeOf(id)) && Files.isDirectory(data(id));
    }

    /**
     * Copies a kept cluster to a folder that is not there yet.
     *
     * @throws JprismaException ({@link ErrorKind#POSTGRES_FAILED}) if it is not what was kept
     */
    void copyTo(String id, Path dataDirectory) throws IOException {
        Files.setLastModifiedTime(folder.resolve(id), FileTime.from(Instant.now()));
        TreeSize copied = engine.storage().copyCluster(data(id), dataDirectory);
        if (!copied.equals(keptSize(id))) {
            throw new JprismaException(ErrorKind.POSTGRES_FAILED, "Files of " + data(id) + " are gone or cut off");
        }
    }

    /** Keeps a copy of a cluster that no server runs on. It is on the disk before it has its name. */
    void keep(String id, Path dataDirectory) throws IOException {
        try (Unfinished next = Unfinished.in(folder)) {
            Path copy = engine.storage().createDirectory(next.path()).resolve(DATA);
            TreeSize size = engine.storage().copyCluster(dataDirectory, copy);
            Path note = Files.writeString(next.path().resolve(SIZE), size.files() + "\n" + size.bytes() + "\n");
            engine.clusters().sync(copy);
            DiskSync.file(note);
            DiskSync.folder(next.path());
            discard(id);
            next.becomes(folder.resolve(id));
        }
        evictOthers(id);
    }

    private Path data(String id) {
        return folder.resolve(id).resolve(DATA);
    }

    /** Is there if the template is whole. */
    private Path sizeOf(String id) {
        return folder.resolve(id).resolve(SIZE);
    }

    /** What it had when it was kept; nothing if that cannot be read. */
    private TreeSize keptSize(String id) throws IOException {
        try {
            List<String> lines = Files.readAllLines(sizeOf(id));
            return new TreeSize(Long.parseLong(lines.get(0)), Long.parseLong(lines.get(1)));
        } catch (NoSuchFileException | RuntimeException damaged) {
            return new TreeSize(0, 0);
        }
    }

    /** Forgets a template, because it turned out not to be usable. */
    void discard(String id) throws IOException {
        if (Files.exists(folder.resolve(id), LinkOption.NOFOLLOW_LINKS)) {
            Unfinished.delete(folder.resolve(id));
        }
    }

    private void evictOthers(String justMade) throws IOException {
        long bytes = 0;
        for (Path template : newestFirst()) {
            String name = template.getFileName().toString();
            if (Unfinished.isAbandoned(name)) {
                FileTrees.delete(template);
            } else if (name.matches("[0-9a-f]+")) {
                bytes += keptSize(name).bytes();
                if (bytes > engine.settings().templateBytes() && !name.equals(justMade)) {
                    evict(name, justMade);
                }
            }
        }
    }

    /** One that is in use just now stays. */
    private void evict(String id, String lockedHere) throws IOException {
        if (lockOf(id).equals(lockOf(lockedHere))) {
            discard(id);
            return;
        }
        Optional<FileGuard> guard = FileGuard.tryAcquire(lockOf(id));
        if (guard.isPresent()) {
            try {
                discard(id);
            } finally {
                guard.get().close();
            }
        }
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> templates = Files.list(folder)) {
            return templates
                    .sorted(Comparator.comparing(TemplateStore::usedAt).reversed())
                    .toList();
        }
    }

    private static Instant usedAt(Path template) {
        try {
            return Files.getLastModifiedTime(template).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }
}
