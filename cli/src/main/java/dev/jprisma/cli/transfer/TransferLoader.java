package dev.jprisma.cli.transfer;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Finds the data transfer: in the product's jars, which are not on the command's class path, or, in a JVM that does not
 * run from a product (a test's), on its own.
 */
public final class TransferLoader {
    private TransferLoader() {}

    /** @throws JprismaException if it is not there */
    public static DataTransfer load() {
        String distribution = System.getProperty("jprisma.distribution");
        ClassLoader own = TransferLoader.class.getClassLoader();
        // Open as long as the process, which does one thing and ends.
        ClassLoader loader = distribution == null ? own : new URLClassLoader(jarsOf(Path.of(distribution)), own);
        return ServiceLoader.load(DataTransfer.class, loader)
                .findFirst()
                .orElseThrow(() -> new JprismaException(
                        ErrorKind.INTERNAL,
                        "The part of jprisma that moves data is not there: was it removed or built anew?"));
    }

    private static URL[] jarsOf(Path distribution) {
        List<URL> jars = new ArrayList<>();
        for (String folder : List.of("transfer", "daemon")) {
            try (Stream<Path> files = Files.list(distribution.resolve(folder))) {
                for (Path jar : files.sorted().toList()) {
                    jars.add(jar.toUri().toURL());
                }
            } catch (IOException e) {
                throw new JprismaException(
                        ErrorKind.INTERNAL,
                        "Cannot read jprisma's jars (" + JprismaHome.reason(e) + "): was it removed or built anew?",
                        e);
            }
        }
        return jars.toArray(URL[]::new);
    }
}
