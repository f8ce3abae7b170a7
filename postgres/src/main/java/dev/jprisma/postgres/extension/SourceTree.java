package dev.jprisma.postgres.extension;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * What somebody names as an extension's source, as files in a folder of ours: those of a folder, of a Debian package,
 * or of an archive, which is known by its first bytes. Only files come along, no links; and not more than 1 GB.
 */
final class SourceTree {
    private static final long LARGEST = 1L << 30;
    private static final int HEAD = 512;
    private static final int TAR_MAGIC_AT = 257;
    private static final long ZSTD_LIMIT_SECONDS = 120;
    private static final String KINDS =
            "a Debian package (.deb), a .tar.gz, .tar.xz, .tar.bz2, .tar.zst or .zip, or a folder";

    private final Path target;
    private long left = LARGEST;

    private SourceTree(Path target) {
        this.target = target;
    }

    /**
     * Fills a folder that is there and empty.
     *
     * @throws JprismaException {@link ErrorKind#INPUT_UNUSABLE} if the source is none of these,
     *     {@link ErrorKind#HOME_UNUSABLE} if it cannot be written
     */
    static void unpack(Path source, Path target) {
        SourceTree tree = new SourceTree(target);
        if (!Files.exists(source)) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, "There is no " + source + ": name " + KINDS);
        }
        try {
            if (Files.isDirectory(source)) {
                tree.copyFolder(source);
            } else {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
                    tree.unpackStream(in, source.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, source + " cannot be unpacked (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private void copyFolder(Path source) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                        write(source.relativize(file).toString(), in, Files.isExecutable(file));
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void unpackStream(InputStream in, String name) throws IOException {
        in.mark(HEAD);
        String head = HexFormat.of().formatHex(in.readNBytes(HEAD));
        in.reset();
        if (head.startsWith("213c617263683e0a")) {
            unpackPackage(in, name);
        } else if (head.startsWith("504b0304")) {
            unpackArchive(new ZipArchiveInputStream(in));
        } else if (head.startsWith("1f8b")) {
            unpackTar(new GZIPInputStream(in));
        } else if (head.startsWith("fd377a585a00")) {
            unpackTar(new XZInputStream(in));
        } else if (head.startsWith("425a68")) {
            unpackTar(new BZip2CompressorInputStream(in));
        } else if (head.startsWith("28b52ffd")) {
            unpackZstd(in, name);
        } else if (head.startsWith("7573746172", 2 * TAR_MAGIC_AT)) {
            unpackTar(in);
        } else {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, name + " is no package or archive that we know: name " + KINDS);
        }
    }

    private void unpackPackage(InputStream in, String name) throws IOException {
        ArArchiveInputStream ar = new ArArchiveInputStream(in);
        for (ArArchiveEntry entry = ar.getNextEntry(); entry != null; entry = ar.getNextEntry()) {
            if (entry.getName().startsWith("data.tar")) {
                unpackStream(new BufferedInputStream(ar), name + "'s " + entry.getName());
                return;
            }
        }
        throw new JprismaException(
                ErrorKind.INPUT_UNUSABLE, name + " is no Debian package: there is no data.tar in it");
    }

    private void unpackTar(InputStream in) throws IOException {
        unpackArchive(new TarArchiveInputStream(in));
    }

    private <E extends ArchiveEntry> void unpackArchive(ArchiveInputStream<E> archive) throws IOException {
        for (E entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            boolean isFile =
                    entry instanceof TarArchiveEntry tar ? tar.isFile() && !tar.isLink() : !entry.isDirectory();
            if (isFile) {
                boolean executable = entry instanceof TarArchiveEntry tar && (tar.getMode() & 0100) != 0;
                write(entry.getName(), archive, executable);
            }
        }
    }

    /** By the program: whoever has such a package mostly has that too. */
    private void unpackZstd(InputStream in, String name) throws IOException {
        Path packed = target.resolveSibling("packed.zst");
        Path tar = target.resolveSibling("packed.tar");
        try {
            Files.copy(in, packed);
            Process zstd = new ProcessBuilder("zstd", "-dc")
                    .redirectInput(packed.toFile())
                    .redirectOutput(tar.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!zstd.waitFor(ZSTD_LIMIT_SECONDS, TimeUnit.SECONDS) || zstd.exitValue() != 0) {
                zstd.destroyForcibly();
                throw new IOException("zstd does not unpack it");
            }
            try (InputStream unpacked = new BufferedInputStream(Files.newInputStream(tar))) {
                unpackTar(unpacked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    name + " is packed with zstd (" + JprismaHome.reason(e)
                            + "): install the program zstd, or unpack it and name the folder",
                    e);
        } finally {
            Files.deleteIfExists(packed);
            Files.deleteIfExists(tar);
        }
    }

    private void write(String name, InputStream content, boolean executable) throws IOException {
        Path file = target.resolve(name.replaceFirst("^/+", "")).normalize();
        if (!file.startsWith(target) || file.equals(target)) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, "It names a file outside of it: " + name);
        }
        Files.createDirectories(file.getParent());
        try (InputStream bounded = new BoundedContent(content)) {
            Files.copy(bounded, file);
        }
        if (executable) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    /** What is read through it counts; closing it leaves the archive open. */
    private final class BoundedContent extends InputStream {
        private final InputStream content;

        BoundedContent(InputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = content.read(bytes, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new JprismaException(
                        ErrorKind.INPUT_UNUSABLE, "It has more than 1 GB: name the extension's files alone");
            }
            return count;
        }
    }
}
