package dev.jprisma.transfer.file;

import dev.jprisma.cli.transfer.FileFormat;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** A file that is read, unpacked if its first bytes say that it is packed; what it is, by these and its name. */
public final class SourceFile implements Closeable {
    private static final int LOOK = 1024;
    private static final int TAR_MAGIC = 257;

    private final String name;
    private final Path directory;
    private final long size;
    private final CountingInput counted;
    private final BufferedInputStream content;
    private final FileFormat format;

    private SourceFile(String name, Path directory, long size, InputStream raw, FileFormat format) throws IOException {
        this.name = name;
        this.directory = directory;
        this.size = size;
        this.counted = new CountingInput(raw);
        this.content = new BufferedInputStream(unpacked(new BufferedInputStream(counted, 64 * 1024), name), 64 * 1024);
        this.format = format != null ? format : formatOf(name, peek(content));
    }

    /**
     * Opens a file or a folder.
     *
     * @param file null for the input
     * @param input read, and not closed, if there is no file
     * @param format null to see by itself
     * @throws JprismaException if it cannot be read, or is of a kind that cannot be loaded
     */
    public static SourceFile open(Path file, InputStream input, FileFormat format) {
        try {
            if (file == null) {
                return new SourceFile("the input", null, -1, new Unclosed(input), format);
            }
            if (Files.isDirectory(file)) {
                if (!Files.exists(file.resolve("toc.dat"))) {
                    throw new JprismaException(
                            ErrorKind.INPUT_UNUSABLE,
                            file + " is a folder, and none that pg_dump -Fd writes: it has no toc.dat");
                }
                return new SourceFile(file.toString(), file, -1, InputStream.nullInputStream(), FileFormat.ARCHIVE);
            }
            return new SourceFile(file.toString(), null, Files.size(file), Files.newInputStream(file), format);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, "Cannot read " + name(file) + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static String name(Path file) {
        return file == null ? "the input" : file.toString();
    }

    private static InputStream unpacked(BufferedInputStream in, String name) throws IOException {
        byte[] head = peek(in);
        if (begins(head, 0x1f, 0x8b)) {
            return new GZIPInputStream(in, 64 * 1024);
        }
        if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new Zstd(in);
        }
        String program = begins(head, 0xfd, '7', 'z', 'X', 'Z')
                ? "xz -dc"
                : begins(head, 'B', 'Z', 'h')
                        ? "bzip2 -dc"
                        : begins(head, 'P', 'K', 3, 4)
                                ? "unzip -p"
                                : begins(head, 4, 0x22, 0x4d, 0x18) ? "lz4 -dc" : null;
        if (program != null) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    name + " is packed in a way that is not unpacked here: " + program
                            + " FILE | jprisma dev load NAME -");
        }
        return in;
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(LOOK);
        byte[] head = in.readNBytes(LOOK);
        in.reset();
        return head;
    }

    private static FileFormat formatOf(String name, byte[] head) {
        if (begins(head, 'P', 'G', 'D', 'M', 'P') || isTar(head)) {
            return FileFormat.ARCHIVE;
        }
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|zst)$", "");
        String ending = plain.substring(plain.lastIndexOf('.') + 1);
        return switch (ending) {
            case "csv" -> FileFormat.CSV;
            case "tsv" -> FileFormat.TSV;
            case "json", "jsonl", "ndjson" -> FileFormat.JSON;
            default -> FileFormat.SQL;
        };
    }

    private static boolean isTar(byte[] head) {
        return head.length > TAR_MAGIC + 5 && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
    }

    private static boolean begins(byte[] head, int... expected) {
        if (head.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((head[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Its path, or {@code the input}. */
    public String name() {
        return name;
    }

    public FileFormat format() {
        return format;
    }

    /** The folder that it is; null if it is a file. */
    public Path directory() {
        return directory;
    }

    /** What is in it, unpacked. */
    public InputStream content() {
        return content;
    }

    /** Bytes as they are on the disk; -1 if that is not known. */
    public long size() {
        return size;
    }

    /** How many of them have been read. */
    public long read() {
        return counted.count();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** The process's own stays open. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Not ours.
        }
    }

    /** Says what is wrong as streams do. */
    private static final class Zstd extends FilterInputStream {
        Zstd(InputStream in) {
            super(new ZstdInputStream(in));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (MalformedInputException e) {
                throw new IOException("broken, or packed with a window of more than 8 MB: " + e.getMessage(), e);
            }
        }
    }
}
