package dev.jprisma.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class ProjectSearchTest {
    @TempDir
    private Path root;

    private Path userHome;
    private ProjectSearch search;

    @BeforeEach
    void prepare() throws IOException {
        root = root.toRealPath();
        userHome = Files.createDirectory(root.resolve("me"));
        search = new ProjectSearch(userHome);
    }

    private static Path folder(Path path) throws IOException {
        return Files.createDirectories(path);
    }

    private static Path project(Path folder) throws IOException {
        return Files.createFile(folder(folder).resolve(ProjectFolder.FILE));
    }

    @Test
    void theNearestOneCounts() throws IOException {
        project(userHome.resolve("shop"));
        Path api = project(userHome.resolve("shop/api"));

        assertThat(search.from(folder(userHome.resolve("shop/api/src/main")))).contains(api);
    }

    @Test
    void inACheckoutItIsLookedForUpToItsFolder() throws IOException {
        Path shop = project(root.resolve("work/shop"));
        folder(root.resolve("work/shop/.git"));

        assertThat(search.from(folder(root.resolve("work/shop/src")))).contains(shop);
    }

    @Test
    void whatIsAboveACheckoutIsOfNoConcernToIt() throws IOException {
        project(userHome.resolve("work"));
        folder(userHome.resolve("work/shop/.git"));

        assertThat(search.from(folder(userHome.resolve("work/shop/src")))).isEmpty();
    }

    @Test
    void aWorktreeWhoseGitIsAFileIsACheckout() throws IOException {
        project(userHome.resolve("work"));
        Files.createFile(folder(userHome.resolve("work/tree")).resolve(".git"));

        assertThat(search.from(userHome.resolve("work/tree"))).isEmpty();
    }

    @Test
    void theHomesOwnFileCountsThereAlone() throws IOException {
        Path own = project(userHome);

        assertThat(search.from(userHome)).contains(own);
        assertThat(search.from(folder(userHome.resolve("notes")))).isEmpty();
    }

    @Test
    void outsideOfHomeAndCheckoutsOnlyTheFolderItselfCounts() throws IOException {
        Path strangers = project(root.resolve("tmp"));

        assertThat(search.from(folder(root.resolve("tmp/mine")))).isEmpty();
        assertThat(search.from(root.resolve("tmp"))).contains(strangers);
    }

    @Test
    void aCheckoutThatAnotherUserPutAboveIsNone() throws IOException {
        assumeTrue(FileOwnership.areRoot(), "only root can give files away");
        project(root.resolve("tmp"));
        Files.setAttribute(folder(root.resolve("tmp/.git")), "unix:uid", 65534);

        assertThat(search.from(folder(root.resolve("tmp/mine")))).isEmpty();
    }

    @Test
    void aFolderIsTheSameByALink() throws IOException {
        Path shop = project(userHome.resolve("shop"));
        Path link = Files.createSymbolicLink(root.resolve("link"), userHome.resolve("shop"));

        assertThat(search.from(link)).contains(shop);
    }

    @Test
    void aFolderThatIsGoneHasNone() {
        assertThat(search.from(root.resolve("gone"))).isEmpty();
    }
}
