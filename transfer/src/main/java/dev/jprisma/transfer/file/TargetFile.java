package dev.jprisma.transfer.file;

import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is there when it is whole: until then what it replaces is as it was. It is its owner's alone to read, and
 * packed if its name ends so ({@code .gz}, {@code .zst}).
 */
public final class TargetFile implements AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final OutputStream output;

    /** @throws JprismaException if nothing can be written there */
    public TargetFile(Path file) {
        this.file = file.toAbsolutePath();
        if (Files.isDirectory(this.file)) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, file + " is a folder: name a file");
        }
        try {
            this.unfinished = Files.createTempFile(
                    this.file.getParent(), "." + this.file.getFileName() + ".", ".unfinished", ownerOnly());
            this.unfinished.toFile().deleteOnExit();
            this.output = packed(new BufferedOutputStream(Files.newOutputStream(unfinished), 64 * 1024));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private OutputStream packed(OutputStream out) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(out, 64 * 1024);
        }
        return name.endsWith(".zst") ? new ZstdOutputStream(out) : out;
    }

    public OutputStream output() {
        return output;
    }

    /** Puts it where it belongs; it is on the disk then. Returns its size. */
    public long finish() {
        try {
            output.close();
            DiskSync.file(unfinished);
            long size = Files.size(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DiskSync.folder(file.getParent());
            return size;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What went wrong as this file was written. */
    public JprismaException failure(IOException e) {
        return new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                "Cannot write " + file + " (" + JprismaHome.reason(e)
                        + "): is the disk full, or the folder not yours? What was there is as it was",
                e);
    }

    /** If it was not finished, nothing is left. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            System.getLogger(TargetFile.class.getName()).log(System.Logger.Level.DEBUG, "unfinished", e);
        }
    }
}
