package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is wrong with one record, all others are listed, and shown. */
class DamagedRecordsTest {
    private static final InstanceName DAMAGED = new InstanceName("damaged");
    private static final List<String> OTHER_VALUES = List.of(
            "null",
            "true",
            "-1",
            "99999999999999999999",
            "1.5",
            "\"\"",
            "\"a\\u0000b\"",
            "[]",
            "[1]",
            "[null]",
            "[[{}]]",
            "{}",
            "{\"a\":1}");

    @SuppressWarnings("unused")
    private static final String[] SOMETHING_ELSE = DamagedFiles.SOMETHING_ELSE;

    @TempDir
    Path folder;

    private JprismaHome home;
    private Registry registry;
    private Path record;
    private byte[] whole;

    @BeforeEach
    void recordTwo() throws IOException {
        home = JprismaHome.at(folder.resolve("home"));
        registry = new Registry(home);
        registry.save(Instances.named("good"));
        registry.save(Instances.named("damaged")
                .allowing(List.of("http://localhost:3000"))
                .running(ProcessIdentity.current())
                .ownedBy(ProcessIdentity.current()));
        record = home.instanceDirectory(DAMAGED).resolve("instance.json");
        whole = Files.readAllBytes(record);
    }

    @Test
    void cutAtEveryLength() throws IOException {
        DamagedFiles.cutAtEveryLength(record, () -> assertOthersAreListed("cut"));
    }

    @Test
    void withABitOfAnyByteFlipped() throws IOException {
        DamagedFiles.withABitOfAnyByteFlipped(record, () -> assertOthersAreListed("flipped"));
    }

    @Test
    void withAnythingElseInPlaceOfAnyValue() throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        JsonNode good = mapper.readTree(whole);
        for (List<String> path : pathsIn(good, List.of())) {
            for (String value : OTHER_VALUES) {
                JsonNode changed = good.deepCopy();
                JsonNode parent = changed;
                for (String step : path.subList(0, path.size() - 1)) {
                    parent = parent.path(step);
                }
                ((ObjectNode) parent).set(path.get(path.size() - 1), mapper.readTree(value));
                Files.writeString(record, mapper.writeValueAsString(changed));
                assertOthersAreListed(path + " = " + value);
            }
        }
    }

    private static List<List<String>> pathsIn(JsonNode object, List<String> above) {
        List<List<String>> paths = new ArrayList<>();
        for (String name : object.propertyNames()) {
            List<String> path = Stream.concat(above.stream(), Stream.of(name)).toList();
            paths.add(path);
            paths.addAll(pathsIn(object.path(name), path));
        }
        return paths;
    }

    @Test
    void deleted() throws IOException {
        Files.delete(record);

        assertOthersAreListed("deleted");
        Files.writeString(home.postgresLog(DAMAGED), "");
        assertOthersAreListed("deleted, of one that ran");
    }

    @ParameterizedTest
    @FieldSource("SOMETHING_ELSE")
    void withSomethingElseInItsPlace(String change) throws Exception {
        DamagedFiles.replace(record, change);

        assertOthersAreListed(change);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd .. && rm -r damaged && echo file > damaged",
                "cd .. && rm -r damaged && ln -s damaged damaged",
                "cd .. && mv damaged elsewhere && ln -s elsewhere damaged",
                "cp -r . ../doubled",
                "chmod 0 instance.json"
            })
    void withSomethingElseInPlaceOfItsFolder(String change) throws Exception {
        DamagedFiles.replace(record, change);

        assertOthersAreListed(change);
    }

    @Test
    void aNameThatTheFileSystemTakesForAnothersIsRefused() throws IOException {
        // As a file system that folds case shows it.
        Files.createSymbolicLink(home.instances().resolve("Damaged"), Path.of("damaged"));

        assertThat(registry.find(new InstanceName("Damaged")).orElseThrow().unreadable())
                .contains("does not tell that name from damaged");
        assertThat(registry.find(DAMAGED).orElseThrow().readable()).isPresent();
    }

    @Test
    void aRecordOfManyMegabytesIsNotReadWhole() throws IOException {
        String origins = String.join(
                ",",
                IntStream.range(0, 400_000)
                        .mapToObj(i -> "\"http://a" + i + "\"")
                        .toList());
        Files.writeString(
                record, new String(whole, StandardCharsets.UTF_8).replace("\"http://localhost:3000\"", origins));

        assertThat(registry.find(DAMAGED).orElseThrow().unreadable()).contains("is damaged");
    }

    private void assertOthersAreListed(String how) {
        assertThatCode(() -> {
                    List<RegistryEntry> all = registry.list();
                    assertThat(all)
                            .anyMatch(entry -> entry.name().value().equals("good")
                                    && entry.readable().isPresent());
                    all.forEach(entry -> InstanceView.of(entry, home, false));
                })
                .as(how)
                .doesNotThrowAnyException();
    }
}
