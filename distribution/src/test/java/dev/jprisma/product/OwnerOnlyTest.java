package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What jprisma makes is nobody else's to read or write, though its user's umask takes nothing away. */
class OwnerOnlyTest {
    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rw-rw-");

    @RegisterExtension
    final Product product = new Product();

    @Test
    void allThatAnInstanceAndTheDaemonMakeIsTheirOwnersAlone() throws IOException {
        String url = product.shell("umask 000; jprisma dev -d >/dev/null && jprisma dev url --shadow")
                .expectSuccess()
                .line();
        assertThat(product.psql(url, "select 1")).isEqualTo("1");
        assertThat(permissions(product.home())).isEqualTo("rwx------");
        assertThat(permissions(product.home().resolve("daemon.sock"))).isEqualTo("rwx------");
        // Else files of the server go while they are looked at.
        product.run("daemon", "stop", "--all").expectSuccess();

        assertThat(openToOthers(product.home())).isEmpty();
        assertThat(openToOthers(PreparedHome.filesOf(product.home()))).isEmpty();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** But for PostgreSQL's programs, which are as they were packed and whoever runs the servers has to read. */
    private static List<String> openToOthers(Path folder) throws IOException {
        List<String> open = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                look(directory);
                return directory.equals(folder.resolve("postgres"))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                look(file);
                return FileVisitResult.CONTINUE;
            }

            private void look(Path path) throws IOException {
                Set<PosixFilePermission> ofOthers = EnumSet.copyOf(OF_OTHERS);
                ofOthers.retainAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
                if (!ofOthers.isEmpty() && !Files.isSymbolicLink(path)) {
                    open.add(permissions(path) + " " + path);
                }
            }
        });
        return open;
    }
}
