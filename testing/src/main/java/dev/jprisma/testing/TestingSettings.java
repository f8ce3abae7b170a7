package dev.jprisma.testing;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerSetting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be set, by system properties since build tools hand those to a test's JVM.
 *
 * @param home {@code jprisma.home}, else as the {@code jprisma} command finds it
 * @param directory {@code jprisma.testing.directory}: where servers' data goes; else chosen
 * @param templateBytes {@code jprisma.testing.templates.megabytes}: how much disk migrated templates may take
 * @param serverSettings {@code jprisma.testing.settings}: settings of PostgreSQL's for each server, with semicolons
 *     between them, besides those we choose for tests
 * @param postgres {@code jprisma.testing.postgres}: the major version of each server that says nothing else, or the
 *     folder of an installation of the user's; empty for the packed one
 * @param lockLimit {@code jprisma.testing.lock.seconds}: how long migrations may wait for one another's locks
 * @param keepFailed {@code jprisma.testing.keep.minutes}: how long a failed test's database stays, at least
 */
record TestingSettings(
        JprismaHome home,
        Optional<Path> directory,
        long templateBytes,
        List<ServerSetting> serverSettings,
        Optional<String> postgres,
        Duration lockLimit,
        Duration keepFailed) {
    private static final int TEMPLATE_MEGABYTES = 1024;
    private static final int LOCK_SECONDS = 60;
    private static final int KEEP_MINUTES = 60;
    /** Frameworks keep the pools of many contexts open, and a connection that nobody opens costs nothing. */
    private static final ServerSetting CONNECTIONS = new ServerSetting("max_connections", "300");

    static TestingSettings fromSystemProperties() {
        return new TestingSettings(
                findHome(),
                property("jprisma.testing.directory").map(Path::of),
                Integer.getInteger("jprisma.testing.templates.megabytes", TEMPLATE_MEGABYTES) * 1024L * 1024L,
                findServerSettings(),
                property("jprisma.testing.postgres"),
                Duration.ofSeconds(Integer.getInteger("jprisma.testing.lock.seconds", LOCK_SECONDS)),
                Duration.ofMinutes(Integer.getInteger("jprisma.testing.keep.minutes", KEEP_MINUTES)));
    }

    private static List<ServerSetting> findServerSettings() {
        Stream<ServerSetting> named = property("jprisma.testing.settings").stream()
                .flatMap(text -> Stream.of(text.split(";")))
                .filter(setting -> !setting.isBlank())
                .map(ServerSetting::parse);
        return Stream.concat(Stream.of(CONNECTIONS), named).toList();
    }

    private static JprismaHome findHome() {
        try {
            return property("jprisma.home").map(Path::of).map(JprismaHome::at).orElseGet(JprismaHome::fromEnvironment);
        } catch (InvalidPathException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "This JVM cannot name the home " + e.getInput()
                            + ", since its locale lacks a character of it, or is"
                            + " not installed: set LC_ALL=C.UTF-8 in its environment",
                    e);
        }
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }
}
