package dev.jprisma.postgres;

import dev.jprisma.state.FileOwnership;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** Whole folders. */
public final class FileTrees {
    private FileTrees() {}

    /** Copies a folder with its permissions to a place that is not there yet. Links stay links. */
    public static TreeSize copy(Path source, Path target) throws IOException {
        AtomicLong files = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                copyEntry(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                copyEntry(file);
                files.incrementAndGet();
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            private void copyEntry(Path entry) throws IOException {
                Files.copy(
                        entry,
                        target.resolve(source.relativize(entry)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        });
        return new TreeSize(files.get(), bytes.get());
    }

    /**
     * Deletes a folder and what is in it; what others delete meanwhile is no error. A folder in it that is another
     * user's, as a cluster is under root, is emptied by that user, who could put a link in root's way there.
     */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                try {
                    if (!FileOwnership.areRoot() || FileOwnership.isOurs(directory)) {
                        return FileVisitResult.CONTINUE;
                    }
                    Privileges.ofOwnerOf(directory).empty(directory);
                    Files.deleteIfExists(directory);
                } catch (IOException e) {
                    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                }
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
