package dev.jprisma.product;

import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A home in which PostgreSQL is unpacked and a template made; others start from its copy, which saves each seconds. */
final class PreparedHome {
    private static final List<String> PARTS = List.of("postgres", "templates");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Path prepared;

    private PreparedHome() {}

    static synchronized void copyTo(Path home) throws IOException {
        if (prepared == null) {
            prepared = prepare();
        }
        Path from = filesOf(prepared);
        if (from.equals(prepared)) {
            copyParts(from, home);
            return;
        }
        JprismaHome.at(home).create();
        copyParts(from, ServerFiles.outsideOf(JprismaHome.at(home)).root());
    }

    private static void copyParts(Path from, Path to) throws IOException {
        for (String part : PARTS) {
            if (Files.isDirectory(from.resolve(part))) {
                Installation.copy(from.resolve(part), to.resolve(part));
            }
        }
    }

    /** Under root they are not in the home. */
    static Path filesOf(Path home) {
        return ServerFiles.of(JprismaHome.at(home)).root();
    }

    static void delete(Path home) {
        Command.run(LIMIT, Map.of(), List.of("rm", "-rf", filesOf(home).toString(), home.toString()))
                .expectSuccess();
    }

    private static Path prepare() {
        Path home = Path.of("target", "prepared-home").toAbsolutePath();
        delete(home);
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "JPRISMA_HOME", home.toString());
        String jprisma = Installation.script().toString();
        Command.run(LIMIT, environment, List.of(jprisma, "dev", "--detach")).expectSuccess();
        Command.run(LIMIT, environment, List.of(jprisma, "daemon", "stop", "--all"))
                .expectSuccess();
        return home;
    }
}
