package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class RegistryTest {
    @TempDir
    Path folder;

    private JprismaHome home;
    private Registry registry;

    @BeforeEach
    void createHome() {
        home = JprismaHome.at(folder.resolve("hömé of mine"));
        home.create();
        registry = new Registry(home);
    }

    @Test
    void findsWhatWasSaved() {
        InstanceRecord saved = Instances.named("a").running(ProcessIdentity.current());

        registry.save(saved);

        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);
        assertThat(registry.find(new InstanceName("b"))).isEmpty();
    }

    @Test
    void remembersWhereAnInstanceWasAndWhatOfItIsClosed() {
        InstanceRecord saved = Instances.named("a")
                .running(ProcessIdentity.current())
                .on(new InstancePorts(InstancePort.chosen(1), InstancePort.chosen(2), InstancePort.chosen(3)))
                .closing(new ClosedPorts("its port 1 is in use", null));

        registry.save(saved);

        assertThat(saved.formerPorts()).hasSize(3);
        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);
    }

    @Test
    void remembersWhereALinkLeads() throws IOException {
        InstanceRecord saved = Instances.named("a")
                .linkedTo(new Upstream("postgres://u:p@h/d", "postgres://u:p@h/shadow", true), "15.18");

        registry.save(saved);

        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);
        Path file = home.instanceDirectory(saved.name()).resolve("instance.json");
        Files.writeString(file, Files.readString(file).replace("postgres://u:p@h/d", "nowhere"));
        assertThat(registry.find(saved.name()).orElseThrow().unreadable()).contains("damaged");
    }

    @Test
    void remembersLimitsOfProduction() throws IOException {
        InstanceRecord saved = Instances.named("a").limiting(HttpLimits.PRISMA);

        registry.save(saved);

        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);
        assertThat(home.instanceDirectory(saved.name()).resolve("instance.json"))
                .content()
                .contains("\"limits\" : \"prisma\"");
        assertThat(saved.limiting(null)).isEqualTo(saved);
    }

    @Test
    void readsRecordsThatKnowNothingOfFormerPorts() throws IOException {
        InstanceRecord saved = Instances.named("a");
        registry.save(saved);
        Path file = home.instanceDirectory(saved.name()).resolve("instance.json");
        String json = Files.readString(file);

        Files.writeString(
                file,
                json.replaceFirst(",\\s*\"formerPorts\"\\s*:\\s*\\[[^]]*]", "")
                        .replaceFirst(",\\s*\"closedDoors\"\\s*:\\s*\\{[^}]*}", ""));

        assertThat(Files.readString(file)).doesNotContain("formerPorts", "closedDoors");
        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);
    }

    @Test
    void readsRecordsThatKnowNothingOfOrigins() throws IOException {
        InstanceRecord saved = Instances.named("a").allowing(List.of("http://localhost:3000"));
        registry.save(saved);
        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);

        Path file = home.instanceDirectory(saved.name()).resolve("instance.json");
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst(",\\s*\"allowedOrigins\"\\s*:\\s*\\[[^]]*]", ""));

        assertThat(Files.readString(file)).doesNotContain("allowedOrigins");
        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved.allowing(List.of()));
    }

    @Test
    void anInstanceOfACopiedHomeHasNotRunInTheCopy() throws IOException {
        registry.save(Instances.named("a").running(ProcessIdentity.current()));
        JprismaHome copy = copyOfHome();

        InstanceRecord copied =
                new Registry(copy).find(new InstanceName("a")).orElseThrow().required();

        assertThat(copied.status()).isEqualTo(InstanceStatus.NOT_RUNNING);
        assertThat(copied.wanted()).isEqualTo(DesiredState.STOPPED);
        assertThat(copied.hasRun()).isTrue();
    }

    @Test
    void dataOutsideACopiedHomeStaysTheOriginals() throws IOException {
        registry.save(InstanceRecord.create(
                new InstanceName("a"), "18.6", folder.resolve("data").toString(), InstancePorts.DEFAULT, false));
        JprismaHome copy = copyOfHome();

        assertThat(new Registry(copy).find(new InstanceName("a")).orElseThrow().unreadable())
                .contains(folder.resolve("data").toString(), home.toString(), "jprisma dev rm a");
        assertThat(registry.find(new InstanceName("a")).orElseThrow().readable())
                .isPresent();
    }

    @Test
    void aMovedHomeIsTheSame() throws IOException {
        InstanceRecord record = Instances.named("a").running(ProcessIdentity.current());
        registry.save(record);
        JprismaHome moved = JprismaHome.at(Files.move(home.root(), folder.resolve("moved")));

        assertThat(new Registry(moved).find(record.name()).orElseThrow().required())
                .isEqualTo(record);
    }

    private JprismaHome copyOfHome() throws IOException {
        JprismaHome copy = JprismaHome.at(folder.resolve("copy"));
        copy.create();
        Path from = home.instanceDirectory(new InstanceName("a"));
        Path to = Files.createDirectories(copy.instanceDirectory(new InstanceName("a")));
        Files.copy(from.resolve("instance.json"), to.resolve("instance.json"));
        return copy;
    }

    @Test
    void listsByName() {
        registry.save(Instances.named("b"));
        registry.save(Instances.named("a"));

        assertThat(registry.list()).extracting(entry -> entry.name().value()).containsExactly("a", "b");
    }

    @Test
    void aHomeThatIsNotThereHasNoInstances() {
        assertThat(new Registry(JprismaHome.at(folder.resolve("none"))).list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{\"schemaVersion\":1,\"name\":\"bad\"",
                "{}",
                "[1]",
                "{\"schemaVersion\":1,\"name\":\"other\"}"
            })
    void aDamagedRecordIsAnErrorOfThatInstanceAlone(String content) throws IOException {
        registry.save(Instances.named("good"));
        registry.save(Instances.named("bad"));
        Path record = home.instanceDirectory(new InstanceName("bad")).resolve("instance.json");
        Files.writeString(record, content);

        RegistryEntry bad = registry.find(new InstanceName("bad")).orElseThrow();

        assertThat(bad.unreadable()).contains(record.toString()).contains("its data is untouched");
        assertThatThrownBy(bad::required).hasMessageStartingWith("bad: ");
        assertThat(registry.find(new InstanceName("good")).orElseThrow().readable())
                .isPresent();
        assertThat(InstanceView.of(bad, home, false).status()).isEqualTo(InstanceStatus.ERROR);
        assertThat(Files.readString(record)).isEqualTo(content);
    }

    @Test
    void aRecordOfANewerVersionNamesTheVersions() throws IOException {
        Path instance = Files.createDirectories(home.instanceDirectory(new InstanceName("a")));
        Files.writeString(instance.resolve("instance.json"), "{\"schemaVersion\":99,\"name\":\"a\"}");

        assertThat(registry.find(new InstanceName("a")).orElseThrow().unreadable())
                .contains("newer jprisma")
                .contains("99");
    }

    @Test
    void aReaderSeesOldOrNewButNeverHalfARecord() throws InterruptedException {
        InstanceRecord first = Instances.named("a");
        InstanceRecord second = first.failed("x".repeat(100_000));
        registry.save(first);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                registry.save(second);
                registry.save(first);
            }
            done.set(true);
        });
        writer.start();

        while (!done.get()) {
            assertThat(registry.find(first.name()).orElseThrow().required()).isIn(first, second);
        }
        writer.join();
    }

    @Test
    void whatIsLeftOfAnInterruptedWriteDoesNoHarm() throws IOException {
        InstanceRecord record = Instances.named("a");
        registry.save(record);
        Files.writeString(home.instanceDirectory(record.name()).resolve("instance.json.new"), "{\"schemaV");

        assertThat(registry.find(record.name()).orElseThrow().required()).isEqualTo(record);
        registry.save(record.stopped());
        assertThat(registry.find(record.name()).orElseThrow().required()).isEqualTo(record.stopped());
    }

    @Test
    void aFolderWithoutARecordIsDeletedUnlessSomethingIsInIt() throws IOException {
        Path never = Files.createDirectories(home.instances().resolve("never"));
        Files.writeString(never.resolve("instance.json.new"), "{");
        Path lost = Files.createDirectories(home.instances().resolve("lost"));
        Files.writeString(lost.resolve("postgres.log"), "it ran");
        InstanceRecord saved = Instances.named("a");
        registry.save(saved);

        registry.deleteUnrecorded();

        assertThat(never).doesNotExist();
        assertThat(lost).exists();
        assertThat(registry.find(saved.name()).orElseThrow().required()).isEqualTo(saved);
    }

    @Test
    void aWriteThatFailedLeavesNothing() throws IOException {
        InstanceRecord record = Instances.named("a");
        Path inTheWay = home.instanceDirectory(record.name()).resolve("instance.json/folder");
        Files.createDirectories(inTheWay);

        assertThatThrownBy(() -> registry.save(record)).hasMessageContaining("Cannot write");

        assertThat(home.instanceDirectory(record.name())).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void onlyItsOwnerCanReadTheHome() throws IOException {
        InstanceRecord record = Instances.named("a");
        registry.save(record);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        home.instanceDirectory(record.name()).resolve("instance.json"))))
                .isEqualTo("rw-------");
    }
}
