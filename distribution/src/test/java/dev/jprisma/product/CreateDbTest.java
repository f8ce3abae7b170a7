package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Databases with a life time: by our command, and by Prisma's. */
class CreateDbTest {
    @Order(1)
    @RegisterExtension
    final Product product = new Product();

    @Order(2)
    @RegisterExtension
    final Browser browser = new Browser(product);

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private Map<String, String> worker() {
        Map<String, String> variables = new TreeMap<>();
        json(product.run("create-db", "env", "--format", "json").expectSuccess().out())
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asString()));
        return variables;
    }

    @Test
    void ourCommandPrintsTheUrlAndWhatKeepsIt() {
        Result made = product.run("create-db", "--ttl", "2h").expectSuccess();
        assertThat(product.psql(made.line(), "select 7")).isEqualTo("7");
        assertThat(made.err()).contains("unless you keep it: jprisma dev claim temporary");
        assertThat(product.run("dev", "ls").expectSuccess().out())
                .contains("Ends    at ", "to keep it: jprisma dev claim temporary");

        assertThat(product.run("dev", "claim", "temporary").expectSuccess().line())
                .isEqualTo("temporary stays until you delete it.");
        assertThat(product.run("dev", "ls").expectSuccess().out()).doesNotContain("Ends ");
        assertThat(product.run("dev", "claim", "nobody").expectExit(1).err()).contains("nobody");
        assertThat(product.run("create-db", "--ttl", "25h").expectExit(2).err())
                .contains("A life time is a second to 24");
    }

    @Test
    void prismasCommandAndLibraryMakeTheirDatabasesHere() throws Exception {
        String tested = ControlClients.installed()
                .test("create-db.test.mjs", worker())
                .expectSuccess()
                .out();
        Matcher printed = Pattern.compile("made (\\{.*})").matcher(tested);
        assertThat(printed.find()).as(tested).isTrue();
        JsonNode made = json(printed.group(1));

        Instant end = Instant.parse(made.path("deletionDate").asString());
        String instance = product.run("dev", "claim", made.path("projectId").asString())
                .expectSuccess()
                .line()
                .replaceAll(" .*", "");
        assertThat(product.listed(instance).has("endsAt")).isFalse();
        for (JsonNode other :
                json(product.run("dev", "ls", "--json").expectSuccess().out())) {
            if (other.has("endsAt")) {
                assertThat(Instant.parse(other.path("endsAt").asString())).isAfter(end.plus(Duration.ofHours(23)));
            }
        }
    }

    @Test
    void aPersonKeepsOneOnThePageThatItsUrlLeadsTo() {
        JsonNode made = json(product.run("create-db", "--json", "--name", "<b>Mine</b>")
                .expectSuccess()
                .out());
        String instance = made.path("instance").asString();
        String page = worker().get("CLAIM_DB_WORKER_URL") + "/claim?projectID="
                + made.path("projectId").asString() + "&utm_source=create-db&utm_medium=cli";
        browser.driver().get(page);
        browser.awaitText("Keep <b>Mine</b>?").requireAccessible();
        assertThat(product.listed(instance).has("endsAt")).isTrue();

        browser.click("Keep it").awaitText("<b>Mine</b> is kept").awaitText("jprisma dev url " + instance);
        assertThat(product.listed(instance).has("endsAt")).isFalse();
    }
}
