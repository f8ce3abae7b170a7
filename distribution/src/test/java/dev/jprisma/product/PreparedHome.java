package dev.jprisma.product;

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
        for (String part : PARTS) {
            if (Files.isDirectory(prepared.resolve(part))) {
                Installation.copy(prepared.resolve(part), home.resolve(part));
            }
        }
    }

    private static Path prepare() {
        Path home = Path.of("target", "prepared-home").toAbsolutePath();
        Command.run(LIMIT, Map.of(), List.of("rm", "-rf", home.toString())).expectSuccess();
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
