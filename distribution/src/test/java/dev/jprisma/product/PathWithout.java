package dev.jprisma.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with all programs of the PATH but one, for the servers' user too, which is a product's PATH until closed.
 */
final class PathWithout implements AutoCloseable {
    private final Product product;
    private final Path programs;

    PathWithout(String program, Product product) throws IOException {
        this.product = product;
        this.programs = Files.createTempDirectory("jprisma-test-programs-");
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String folder : System.getenv("PATH").split(":")) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    Path link = programs.resolve(file.getFileName());
                    if (!file.endsWith(program) && !Files.isSymbolicLink(link)) {
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        product.set("PATH", programs.toString());
    }

    @Override
    public void close() {
        product.set("PATH", System.getenv("PATH"));
        Command.run(Product.LIMIT, Map.of(), List.of("rm", "-r", programs.toString()))
                .expectSuccess();
    }
}
