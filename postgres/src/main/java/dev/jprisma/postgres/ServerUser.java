package dev.jprisma.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;

/** The unprivileged user that PostgreSQL runs as where we are root. */
record ServerUser(String name, int uid, int gid) {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final List<String> CANDIDATES = List.of("postgres", "nobody");

    /** The first of those there are. */
    static Optional<ServerUser> find() {
        try {
            List<String> accounts = Files.readAllLines(ACCOUNTS, StandardCharsets.ISO_8859_1);
            return CANDIDATES.stream()
                    .flatMap(name -> accounts.stream().filter(line -> line.startsWith(name + ":")))
                    .flatMap(line -> parse(line).stream())
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** One of root's group could write what root's group may. */
    private static Optional<ServerUser> parse(String line) {
        String[] fields = line.split(":");
        try {
            ServerUser user = new ServerUser(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
            return user.uid > 0 && user.gid > 0 ? Optional.of(user) : Optional.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    /** Whoever a folder belongs to. */
    static ServerUser ownerOf(Path folder) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new ServerUser(
                attributes.owner().getName(),
                (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS),
                (Integer) Files.getAttribute(folder, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    }

    /** Gives it one file or folder, not what is in it, which nobody else can have replaced. */
    void own(Path file) throws IOException {
        Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
}
