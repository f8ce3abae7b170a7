package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class ProjectRegistryTest {
    @TempDir
    Path folder;

    @Test
    void aHomeWithoutProjectsHasTheBuiltInOne() {
        assertThat(registry().list()).containsExactly(ProjectRecord.LOCAL);
        assertThat(registry().find(ProjectRecord.LOCAL_ID)).contains(ProjectRecord.LOCAL);
    }

    @Test
    void whatWasSavedIsReadUntilItIsDeleted() {
        ProjectRecord project = ProjectRecord.create("Größe \"1/2\"", "mine");
        registry().save(project);
        assertThat(registry().find(project.id())).contains(project);
        assertThat(registry().list()).containsExactly(ProjectRecord.LOCAL, project);
        assertThat(registry().delete(project.id())).isTrue();
        assertThat(registry().delete(project.id())).isFalse();
        assertThat(registry().find(project.id())).isEmpty();
    }

    @Test
    void aTextThatIsNoIdNamesNoFile() throws Exception {
        Files.writeString(folder.resolve("secret.json"), "{}");
        Files.createDirectories(folder.resolve("projects"));
        for (String id : List.of("../secret", "", "proj_", "proj_../../secret", "proj_\0")) {
            assertThat(registry().find(id)).as(id).isEmpty();
        }
    }

    @Test
    void aDamagedProjectIsCalledByItsIdAndCanBeNamedAgain() throws Exception {
        ProjectRecord project = ProjectRecord.create("shop", null);
        registry().save(project);
        Files.writeString(folder.resolve("projects").resolve(project.id() + ".json"), "{");
        ProjectRecord damaged = registry().find(project.id()).orElseThrow();
        assertThat(damaged.name()).isEqualTo(project.id());
        registry().save(damaged.named("shop"));
        assertThat(registry().find(project.id()).orElseThrow().name()).isEqualTo("shop");
    }

    private ProjectRegistry registry() {
        return new ProjectRegistry(JprismaHome.at(folder));
    }
}
