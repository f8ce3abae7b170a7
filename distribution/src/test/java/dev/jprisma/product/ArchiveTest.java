package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The archive that {@code scripts/dist} makes, unpacked in a path with a blank on a machine without a JDK. */
class ArchiveTest {
    @RegisterExtension
    final EmptyMachine machine = new EmptyMachine();

    private Path archive;
    private Path unpacked;
    private String jprisma;

    @BeforeEach
    void unpack() throws IOException {
        archive = Distribution.file(".tar.gz");
        Path programs = Files.createDirectory(machine.folder().resolve("my programs"));
        machine.run("tar", "-xzf", archive.toString(), "-C", programs.toString())
                .expectSuccess();
        try (Stream<Path> roots = Files.list(programs)) {
            unpacked = roots.findAny().orElseThrow();
        }
        jprisma = unpacked.resolve("bin/jprisma").toString();
    }

    @Test
    void runsWithoutAJdkFromItsClassDataArchivesAndLeavesNothingBehind() throws Exception {
        machine.run(jprisma, "dev", "--detach").expectSuccess();
        assertThat(EmptyMachine.rowThrough(machine.run(jprisma, "dev", "url", "--jdbc")
                        .expectSuccess()
                        .line()))
                .isEqualTo("written");
        Path script = machine.folder().resolve("more.sql");
        machine.shell(machine.folder(), "echo \"insert into notes values ('loaded');\" >'" + script + "'")
                .expectSuccess();
        machine.run(jprisma, "dev", "load", "default", script.toString()).expectSuccess();

        machine.assertStartsFast("'" + jprisma + "' dev ls");

        machine.run(jprisma, "daemon", "stop", "--all").expectSuccess();
        machine.run("rm", "-r", unpacked.toString()).expectSuccess();

        machine.awaitNoProcessWith(machine.folder().toString());
    }

    @Test
    void saysWhatItIsMadeOfAndHowItIsUsed() throws IOException {
        assertThat(Files.size(archive)).isLessThan(120_000_000);
        for (String file : new String[] {"LICENSE", "THIRD-PARTY.md", "sbom-runtime.cdx.json"}) {
            assertThat(unpacked.resolve("share/doc/jprisma").resolve(file)).isNotEmptyFile();
        }
        assertThat(unpacked.resolve("lib/jprisma/runtime/legal/java.base/LICENSE"))
                .isNotEmptyFile();
        for (String page : new String[] {"jprisma", "jprisma-dev", "jprisma-dev-ls", "jprisma-extension-add"}) {
            assertThat(unpacked.resolve("share/man/man1/" + page + ".1.gz")).isNotEmptyFile();
        }
        assertThat(unpacked.resolve("share/bash-completion/completions/jprisma"))
                .content()
                .contains("snapshots");
    }

    @Test
    void theSameClassListsMakeTheSameBytes() {
        assumeTrue(
                Boolean.getBoolean("jprisma.test.all"),
                "That two runs of scripts/dist make the same bytes was NOT tested: scripts/check --all does");
        Path second = machine.folder().resolve("second");
        Distribution.makeIn(
                second, "--classes", unpacked.resolve("lib/jprisma/archives").toString());

        machine.run(
                        "diff",
                        archive.resolveSibling("SHA256SUMS").toString(),
                        second.resolve("SHA256SUMS").toString())
                .expectSuccess();
    }
}
