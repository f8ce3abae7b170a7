package dev.jprisma.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** What becomes of a file. */
enum Damage {
    TRUNCATED,
    FLIPPED,
    FOLDER,
    LINK,
    PIPE,
    NEWER,
    DELETED;

    void apply(Session session, Path file, byte[] good) throws IOException {
        switch (this) {
            case TRUNCATED -> write(session, file, Arrays.copyOf(good, session.random.nextInt(good.length)));
            case FLIPPED -> {
                byte[] flipped = good.clone();
                flipped[session.random.nextInt(good.length)] ^= (byte) (1 << session.random.nextInt(8));
                write(session, file, flipped);
            }
            case NEWER -> {
                String text = new String(good, StandardCharsets.UTF_8);
                String newer = text.replaceFirst("\"schemaVersion\" : \\d+", "\"schemaVersion\" : 999");
                write(session, file, newer.getBytes(StandardCharsets.UTF_8));
            }
            case FOLDER -> {
                Files.deleteIfExists(file);
                Files.createDirectory(file);
                session.sandbox.give(file);
            }
            case LINK -> {
                Files.deleteIfExists(file);
                Files.createSymbolicLink(file, Path.of("nowhere"));
            }
            case PIPE -> {
                Files.deleteIfExists(file);
                Shell.run(List.of("mkfifo", file.toString()));
                session.sandbox.give(file);
            }
            case DELETED -> Files.deleteIfExists(file);
        }
    }

    /** Puts it there in one step, whatever is there now. */
    static void write(Session session, Path file, byte[] content) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Shell.run(List.of("rm", "-rf", file.toString()));
        }
        Path next = file.resolveSibling("next");
        Files.write(next, content);
        Shell.run(List.of("chmod", "600", next.toString()));
        session.sandbox.give(next);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a file holds; empty if it is none. */
    static byte[] contentOf(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(file) : new byte[0];
    }
}
