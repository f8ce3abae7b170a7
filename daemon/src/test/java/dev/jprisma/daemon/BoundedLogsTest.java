package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class BoundedLogsTest {

    @TempDir
    Path folder;

    @Test
    void emptyWhatHasGrownLarge() throws IOException {
        JprismaHome home = JprismaHome.at(folder);
        home.create();
        Path small = home.postgresLog(new InstanceName("small"));
        Path server = home.postgresLog(new InstanceName("large"));
        Path shadow = server.resolveSibling("shadow/postgres.log");
        Files.createDirectories(small.getParent());
        Files.createDirectories(shadow.getParent());
        Files.writeString(small, "small");
        for (Path log : List.of(home.daemonLog(), server, shadow)) {
            Files.write(log, new byte[9 << 20]);
        }

        new BoundedLogs(home).look();

        for (Path log : List.of(home.daemonLog(), server, shadow)) {
            assertThat(log).isEmptyFile();
            assertThat(log.resolveSibling(log.getFileName() + ".1")).hasSize(9 << 20);
        }
        assertThat(small).hasContent("small");
    }
}
