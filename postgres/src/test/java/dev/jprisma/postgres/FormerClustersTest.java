package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of root's that a version before left in the home, as files of root's. */
@Tag("fast")
class FormerClustersTest {
    private static final InstanceName NAME = new InstanceName("shop");

    @TempDir
    Path folder;

    private JprismaHome home;
    private Storage storage;
    private Path former;

    @BeforeEach
    void leaveAClusterInTheHome() throws IOException {
        assumeTrue(
                FileOwnership.areRoot(),
                "Only root has clusters that lay in the home before: taking them over was NOT tested");
        home = JprismaHome.at(folder.resolve("home"));
        home.create();
        storage = Storage.of(home);
        former = home.instanceDirectory(NAME).resolve("data");
        Files.createDirectories(former.resolve("base"));
        Files.writeString(former.resolve("PG_VERSION"), "18\n");
        Files.writeString(former.resolve("base/1"), "rows");
    }

    @AfterEach
    void delete() throws IOException {
        if (storage != null) {
            FileTrees.delete(ServerFiles.of(home).root());
        }
    }

    private static InstanceRecord record() {
        return InstanceRecord.create(NAME, "18.6", "data", InstancePorts.DEFAULT, false);
    }

    @Test
    void areMovedToTheServersFilesAndGivenToItsUser() throws IOException {
        List<String> said = new ArrayList<>();

        storage.takeIn(record(), said::add);

        Path now = record().dataDirectory(home);
        assertThat(now).isNotEqualTo(former);
        assertThat(now.resolve("base/1")).hasContent("rows");
        for (String each : List.of("", "PG_VERSION", "base", "base/1")) {
            assertThat(Files.getAttribute(now.resolve(each), "unix:uid"))
                    .as(each)
                    .isEqualTo(storage.privileges().user().uid());
        }
        assertThat(former).doesNotExist();
        assertThat(said)
                .singleElement()
                .asString()
                .contains("Moving the data of shop")
                .contains(now.toString());
    }

    @Test
    void areMovedOnce() {
        storage.takeIn(record(), message -> {});
        List<String> said = new ArrayList<>();

        storage.takeIn(record(), said::add);

        assertThat(said).isEmpty();
        assertThat(record().dataDirectory(home).resolve("base/1")).hasContent("rows");
    }

    @Test
    void goWithTheirInstance() throws IOException {
        storage.takeIn(record(), message -> {});
        Path now = record().dataDirectory(home);

        storage.discardInstance(NAME);

        assertThat(now).doesNotExist();
        assertThat(home.instanceDirectory(NAME)).doesNotExist();
    }
}
