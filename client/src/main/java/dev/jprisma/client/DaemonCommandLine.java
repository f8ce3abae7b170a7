package dev.jprisma.client;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What starts a daemon's JVM: this JVM's own Java with the daemon's flags, and the daemon's jars. These are the
 * distribution's or, in a JVM that does not run from one (a test's), its own class path.
 *
 * <p>The system property {@code jprisma.distribution} names the distribution's folder, {@code jprisma.daemon.archive}
 * is the JVM's option with the class-data archive made for the daemon and this Java, if there is one.
 */
final class DaemonCommandLine {
    private static final String MAIN_CLASS = "dev.jprisma.daemon.JprismaDaemon";

    /**
     * Small: a daemon waits nearly all its life, and a small young generation is collected as fast as a large one,
     * which would all become resident. Stacks hold the deepest query plan, and only what is used of them is resident.
     * Both compilers: under load the second one makes three quarters more requests a second of the same CPU, for 30 MB.
     * They begin twice as late as usual, since half of a start's CPU was theirs. Locales are those that Java has from
     * 23 on, without a look for those before; what is called by reflection, records' parts, gets no class of its own
     * for that (the one name is Java 17's, the other that of later ones).
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xss1m",
            "-Xms48m",
            "-Xmn24m",
            "-Xmx256m",
            "-XX:-ShrinkHeapInSteps",
            "-XX:-UsePerfData",
            "-XX:CompileThresholdScaling=2",
            "-Djava.locale.providers=CLDR",
            "-Dsun.reflect.inflationThreshold=2147483647",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-Dfile.encoding=UTF-8");

    /** Before it a JVM moves each class of an archive, one after the other, to where nobody would guess it. */
    private static final int PARALLEL_RELOCATION = 24;

    private DaemonCommandLine() {}

    /** @throws JprismaException if this JVM has no daemon to start */
    static List<String> of(JprismaHome home) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (Runtime.version().feature() < PARALLEL_RELOCATION) {
            command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        }
        String archive = System.getProperty("jprisma.daemon.archive");
        if (archive != null) {
            command.add(archive);
        }
        command.addAll(List.of("-cp", classPath(home), MAIN_CLASS, home.root().toString()));
        return command;
    }

    private static String classPath(JprismaHome home) {
        String distribution = System.getProperty("jprisma.distribution");
        if (distribution != null) {
            return jarsOf(distribution);
        }
        if (hasDaemon()) {
            return System.getProperty("java.class.path");
        }
        throw new JprismaException(
                ErrorKind.INTERNAL,
                "The daemon of " + home + " is not running, and this program cannot start it: run any jprisma dev"
                        + " command by its script, scripts/jprisma; in a test, add dev.jprisma:jprisma-daemon to the"
                        + " class path");
    }

    /** In the order of the names: a class-data archive holds for one class path only. */
    private static String jarsOf(String distribution) {
        Path jars = Path.of(distribution, "daemon");
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INTERNAL,
                    "Cannot read the daemon's jars (" + JprismaHome.reason(e) + "): was jprisma removed or built anew?",
                    e);
        }
    }

    private static boolean hasDaemon() {
        try {
            Class.forName(MAIN_CLASS, false, DaemonCommandLine.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
