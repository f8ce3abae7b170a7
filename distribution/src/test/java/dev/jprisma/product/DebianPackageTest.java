package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.product.Command.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The package that {@code scripts/dist} makes, installed and removed by dpkg on a copy of this machine: what is changed
 * there is in memory, and no process outlives it.
 */
class DebianPackageTest {
    /** Runs its third argument there, with the second one as a folder to mount it on. */
    private static final String ON_A_COPY = """
            set -e
            mount -t tmpfs tmpfs "$1"
            mkdir "$1/changes" "$1/work" "$1/root"
            mount -t overlay overlay -o "lowerdir=/,upperdir=$1/changes,workdir=$1/work" "$1/root"
            mount -t proc proc "$1/root/proc"
            mount --rbind /dev "$1/root/dev"
            mount -t tmpfs tmpfs "$1/root/tmp"
            cp "$2" "$1/root/tmp/jprisma.deb"
            exec chroot "$1/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root sh -c "$3"
            """;

    private static final String LIFE = """
            set -e
            rm -rf /usr/lib/jvm /usr/bin/java /usr/bin/javac
            dpkg -i /tmp/jprisma.deb
            jprisma --version
            jprisma dev --detach
            psql "$(jprisma dev url)" -qAt -c "create table notes (text text); insert into notes values ('written')"
            echo "read: $(psql "$(jprisma dev url)" -qAt -c 'select text from notes')"
            dpkg -L jprisma | grep jprisma-dev-ls
            dpkg -r jprisma
            echo "files: $(find / -xdev -name '*jprisma*' -path '/usr/*')"
            echo "running: $(readlink /proc/[0-9]*/exe | grep -e jprisma -e postgres)"
            """;

    @RegisterExtension
    final EmptyMachine machine = new EmptyMachine();

    @Test
    void isInstalledRunsAndIsRemovedWithAllThatRunsFromIt() {
        Path deb = Distribution.file(".deb");
        assumeTrue(
                onACopy(deb, "dpkg --version").exitCode() == 0,
                "No copy of this machine can be had (that takes root"
                        + " and overlayfs): that the .deb is installed and removed was NOT tested");

        Result life = onACopy(deb, LIFE).expectSuccess();

        assertThat(life.out())
                .contains("read: written", "/usr/share/man/man1/jprisma-dev-ls.1.gz")
                .contains("Stopping the jprisma daemon of root (/root/.jprisma)", "default stopped")
                .contains("jprisma's databases stay: each user's in ~/.jprisma")
                .contains("files: \nrunning: \n");
    }

    private Result onACopy(Path deb, String line) {
        Path mount = machine.folder().resolve("copy");
        machine.run("mkdir", "-p", mount.toString()).expectSuccess();
        return Command.run(
                Product.LIMIT.multipliedBy(5),
                Map.of(),
                List.of(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        ON_A_COPY,
                        "sh",
                        mount.toString(),
                        deb.toString(),
                        line));
    }
}
