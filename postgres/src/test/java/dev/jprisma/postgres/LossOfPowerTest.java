package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.DiskSync;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.MemoryStorage;
import dev.jprisma.state.Registry;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was reported as done is there after the machine has lost power. */
class LossOfPowerTest {
    private static final int MEGABYTES = 400;

    @TempDir
    Path folder;

    @BeforeEach
    void needsADiskToLose() throws IOException {
        assumeTrue(VolatileDisk.isPossible(), "Only root can mount a disk: a loss of power was NOT tested");
        letServersUserThrough(folder);
    }

    private static void letServersUserThrough(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void leavesBinariesTemplateClustersAndRecordsWhole() throws IOException {
        try (VolatileDisk disk = VolatileDisk.create(folder.resolve("disk"), MEGABYTES)) {
            JprismaHome home = JprismaHome.at(disk.root().resolve("home"));
            home.create();
            letServersUserThrough(disk.root());
            ServerFiles files = ServerFiles.outsideOf(home, disk.root().resolve("server"));
            Storage storage = new Storage(home, Privileges.here(), files, new MemoryStorage());
            ClusterFactory factory = ClusterFactory.prepare(storage, message -> {});

            createInstance("first", home, files, factory);
            assertThat(lostByPowerLoss(disk)).isEmpty();

            factory.prepareSpare();
            DiskSync.meanwhile(CompletableFuture::runAsync, () -> createInstance("second", home, files, factory));
            factory.prepareSpare();
            assertThat(lostByPowerLoss(disk)).isEmpty();
        }
    }

    private static void createInstance(String called, JprismaHome home, ServerFiles files, ClusterFactory factory) {
        InstanceName name = new InstanceName(called);
        new Registry(home).save(InstanceRecord.create(name, "18.6", "data", InstancePorts.DEFAULT, false));
        factory.create(files.newDataDirectory(name));
    }

    private static List<Path> lostByPowerLoss(VolatileDisk disk) throws IOException {
        List<Path> lost = new ArrayList<>();
        try (VolatileDisk left = disk.afterLossOfPower();
                Stream<Path> entries = Files.walk(disk.root())) {
            for (Path entry : (Iterable<Path>) entries.filter(LossOfPowerTest::matters)::iterator) {
                Path found = left.root().resolve(disk.root().relativize(entry));
                boolean whole = Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        ? Files.exists(found) && Files.mismatch(entry, found) < 0
                        : Files.exists(found, LinkOption.NOFOLLOW_LINKS);
                if (!whole) {
                    lost.add(entry);
                }
            }
        }
        return lost;
    }

    /** Not locks and notes at the top, which anybody makes again. */
    private static boolean matters(Path entry) {
        return Files.isDirectory(entry) || !entry.getParent().endsWith("home");
    }
}
