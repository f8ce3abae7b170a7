package dev.jprisma.cli.link;

import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Passwords by host, port, database and user, as libpq reads them from {@code .pgpass} ("The Password File"). */
final class PasswordFile {
    private static final int FIELDS = 5;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final Path file;
    private final Consumer<String> notes;

    PasswordFile(Path file, Consumer<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    /**
     * Null if it has none for these servers.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if it has different ones, or cannot be read
     */
    String passwordOf(ConnectionUri uri) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            if (isOthersToo()) {
                notes.accept(file + " is passed over, since others can read or write it: chmod 600 " + file);
                return null;
            }
            List<String> lines = Files.readAllLines(file);
            Set<String> found = new LinkedHashSet<>();
            for (ServerHost host : uri.hosts()) {
                found.add(passwordOf(host, uri, lines));
            }
            if (found.size() > 1) {
                throw new JprismaException(
                        ErrorKind.INVALID,
                        "That URL cannot be used: " + file + " has different passwords for the hosts of one URL");
            }
            return found.iterator().next();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "That URL cannot be used: " + file + " cannot be read (" + JprismaHome.reason(e) + ")",
                    e);
        }
    }

    private boolean isOthersToo() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains);
    }

    private static String passwordOf(ServerHost host, ConnectionUri uri, List<String> lines) {
        List<String> wanted = List.of(host.host(), Integer.toString(host.port()), uri.database(), uri.user());
        for (String line : lines) {
            List<String> fields = line.startsWith("#") ? List.of() : fields(line);
            if (fields.size() == FIELDS && matches(fields, wanted)) {
                return fields.get(FIELDS - 1);
            }
        }
        return null;
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A backslash takes the meaning from what follows it. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
