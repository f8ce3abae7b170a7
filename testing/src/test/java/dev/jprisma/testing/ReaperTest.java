package dev.jprisma.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.postgres.FileTrees;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private Path folder;

    @BeforeEach
    void create() throws IOException {
        folder = ScratchFolder.create();
    }

    @AfterEach
    void delete() throws IOException {
        FileTrees.delete(folder);
    }

    @Test
    void removesWhatIsLeftInAHomeThatKeepsNoTemplates() throws IOException {
        Engine engine = open();
        Lease lease = Lease.take(Files.createDirectories(engine.servers()));
        Files.createDirectory(lease.folder());
        Path file = engine.servers().resolve(lease.folder().getFileName() + ".lease");
        String ofOneThatHasEnded = "999999999\nx\n\n";
        Files.writeString(file, ofOneThatHasEnded);
        Files.writeString(engine.servers().resolve("unfinished-999999999-x"), ofOneThatHasEnded);

        open();

        Awaitility.await().untilAsserted(() -> assertThat(engine.servers()).doesNotExist());
    }

    private Engine open() {
        return Engine.open(new TestingSettings(
                JprismaHome.at(folder.resolve("home")),
                Optional.of(folder.resolve("servers")),
                Long.MAX_VALUE,
                List.of(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Duration.ofMinutes(60)));
    }
}
