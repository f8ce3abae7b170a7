package dev.jprisma.cli.link;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connections by name, as libpq reads them from {@code PGSERVICEFILE} ("The Connection Service File"). */
final class ServiceFile {
    private final Path file;

    ServiceFile(Path file) {
        this.file = file;
    }

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if there is no such service, or the file cannot be read */
    Map<String, String> service(String name) {
        Map<String, String> found = null;
        for (String line : lines(name)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                if (found != null) {
                    return found;
                }
                found = text.equals("[" + name + "]") ? new LinkedHashMap<>() : null;
            } else if (found != null && !text.isEmpty() && !text.startsWith("#")) {
                int equals = text.indexOf('=');
                if (equals < 0) {
                    throw invalid("the service '" + name + "' in " + file + " has a line without '='", null);
                }
                found.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        if (found == null) {
            throw invalid("there is no service '" + name + "' in " + file, null);
        }
        return found;
    }

    private List<String> lines(String name) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw invalid(
                    "the service '" + name + "' cannot be looked up in " + file + " (" + JprismaHome.reason(e)
                            + "); PGSERVICEFILE names another file",
                    e);
        }
    }

    private static JprismaException invalid(String why, Throwable cause) {
        return new JprismaException(ErrorKind.INVALID, "That URL cannot be used: " + why, cause);
    }
}
