package dev.jprisma.cli.uninstall;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/** Deletes folders with what is in them. */
final class FileTree {
    private FileTree() {}

    /**
     * Deletes a file, a link or a folder. Links are not followed, also not one that the owner of a folder puts in a
     * folder's place meanwhile: root deletes what belongs to the user PostgreSQL runs as.
     */
    static void delete(Path file) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
            return;
        }
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(file.getParent())) {
            if (parent instanceof SecureDirectoryStream<Path> folder) {
                deleteFolder(folder, file.getFileName());
                return;
            }
        }
        // Windows has none, and no root either.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file)) {
            for (Path each : files) {
                delete(each);
            }
        }
        Files.delete(file);
    }

    private static void deleteFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try (SecureDirectoryStream<Path> folder = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : folder) {
                Path inside = each.getFileName();
                boolean isFolder = folder.getFileAttributeView(
                                inside, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                        .isDirectory();
                if (isFolder) {
                    deleteFolder(folder, inside);
                } else {
                    folder.deleteFile(inside);
                }
            }
        }
        parent.deleteDirectory(name);
    }
}
