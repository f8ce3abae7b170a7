package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.jprisma.product.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What commands print with {@code --json} is what {@code docs/schema} says, and nothing besides: a member that is not
 * described fails here, though users are told to expect more.
 */
class JsonSchemaTest {
    @RegisterExtension
    static final Product product = new Product();

    /** Of Debian's package postgresql-15. */
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql/15");

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private static ObjectNode description;

    @BeforeAll
    static void makeOneOfEach() throws IOException {
        description = (ObjectNode) JsonMapper.shared()
                .readTree(Files.readString(Installation.repository().resolve("docs/schema/jprisma-1.json")));
        forbidMore(description);
        product.run("dev", "-n", "shop", "--detach", "--history", "1h").expectSuccess();
        product.run("dev", "-n", "idle", "--detach", "--password", "secret").expectSuccess();
        product.run("dev", "stop", "idle").expectSuccess();
        product.run("dev", "config", "shop", "--set", "work_mem=8MB").expectSuccess();
        product.run("dev", "snapshot", "shop", "first").expectSuccess();
        Files.createDirectory(product.home().resolve("instances/nothing"));
        Files.writeString(
                Files.createDirectory(product.home().resolve("instances/bad")).resolve("instance.json"), "{");
        Files.writeString(
                Files.createDirectory(product.folder().resolve("migrations")).resolve("1_a.sql"), "select 1");
    }

    private static void forbidMore(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(JsonSchemaTest::forbidMore);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instances         | dev ls --json",
                "instances         | dev start shop --json",
                "instance          | dev status shop --json",
                "instance          | dev status idle --json",
                "instance          | dev -n shop --detach --json",
                "instance          | dev fork shop lab --json",
                "snapshots         | dev snapshots --json",
                "snapshot          | dev snapshot shop --json",
                "history           | dev history shop --json",
                "history           | dev history idle --json",
                "settings          | dev config shop --json",
                "migrated          | dev migrate shop FOLDER/migrations --json",
                "extensions        | extension ls --json",
                "availableExtensions | extension ls --available --json",
                "postgresVersions  | postgres ls --json",
                "daemon            | daemon status --json",
                "insights          | insights shop --json",
                "temporaryDatabase | create-db --json",
                "doctor            | doctor --json",
            })
    void isAsDescribed(String definition, String line) {
        check(definition, line.replace("FOLDER", product.folder().toString()));
    }

    private static void check(String definition, String line) {
        Result result = product.run(line.split(" "));

        JsonNode printed = JsonMapper.shared().readTree(result.out());
        assertThat(schema(definition).validate(printed)).as(result.out()).isEmpty();
    }

    @Test
    void whatTakesDataAwayIsAsDescribed() {
        check("exchanged", "dev reset shop --yes --json");
        check("exchanged", "dev restore shop first --yes --json");
        check("exchanged", "dev undo shop --yes --json");
    }

    @Test
    void anUpgradeIsAsDescribed() {
        assumeTrue(Files.isExecutable(DEBIANS.resolve("bin/initdb")), "There is no server in " + DEBIANS);
        product.run("dev", "-n", "old", "--detach", "--postgres-home", DEBIANS.toString())
                .expectSuccess();

        check("upgraded", "dev upgrade old --yes --json");
    }

    @Test
    void aStatementIsAsDescribed() {
        JsonNode report = JsonMapper.shared()
                .readTree(product.run("insights", "shop", "--json").out());
        String id = report.path("statements").path(0).path("id").asString();

        check("statementDetail", "insights shop --json --statement " + id);
    }

    @Test
    void anotherOutputIsRefused() {
        assertThat(schema("instance").validate(JsonMapper.shared().readTree("{\"name\": \"shop\"}")))
                .isNotEmpty();
        assertThat(schema("daemon").validate(JsonMapper.shared().readTree("{\"other\": 1}")))
                .isNotEmpty();
    }

    private static Schema schema(String definition) {
        ObjectNode root = description.deepCopy();
        root.remove("$id");
        root.put("$ref", "#/$defs/" + definition);
        return SCHEMAS.getSchema(root);
    }
}
