package dev.jprisma.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of a folder of migrations, read once. */
final class SourceFile {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Path folder;
    private final Path path;
    private final byte[] content;
    private final String text;

    private SourceFile(Path folder, Path path, byte[] content) {
        this.folder = folder;
        this.path = path;
        this.content = content;
        this.text = decode(path, content);
    }

    /** @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if it cannot be read, or is not UTF-8 */
    static SourceFile read(Path folder, Path path) {
        try {
            return new SourceFile(folder, path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, path + " cannot be read (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static String decode(Path path, byte[] content) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, path + " is not UTF-8: convert it (iconv)", e);
        }
    }

    Path path() {
        return path;
    }

    /** Below the folder, with slashes. */
    String relativeName() {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    String fileName() {
        return path.getFileName().toString();
    }

    /** Without a byte order mark. */
    String text() {
        return text;
    }

    /** All of it, to go to the server in one go. */
    Script whole() {
        return new Script(text, 1);
    }

    /** In hexadecimal digits; of the bytes, byte order mark included. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    JprismaException refused(long line, String why) {
        return new JprismaException(ErrorKind.INPUT_UNUSABLE, path + ", line " + line + ": " + why);
    }

    JprismaException refused(String why) {
        return new JprismaException(ErrorKind.INPUT_UNUSABLE, path + " " + why);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
