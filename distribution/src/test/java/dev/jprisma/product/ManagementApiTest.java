package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prisma's SDK for its Management API can do here: {@code src/test/control/management.test.mjs}. */
class ManagementApiTest {
    @RegisterExtension
    final Product product = new Product();

    @RegisterExtension
    final Product other = new Product("other");

    @Test
    void prismasSdkWorksOnTheHomeAndNobodyElseDoes() throws IOException {
        ControlClients clients = ControlClients.installed();
        product.run("dev", "-n", "by-dev", "-d").expectSuccess();
        var environment = new TreeMap<>(product.environment());
        environment.putAll(apiOf(product));
        environment.put("OTHER_TOKEN", apiOf(other).get("PRISMA_SERVICE_TOKEN"));
        environment.put("JPRISMA_PROGRAM", Installation.script().toString());
        clients.test("management.test.mjs", environment).expectSuccess();
    }

    @Test
    void theTokenIsPrintedForWhoAsksForIt() throws IOException {
        String token = apiOf(product).get("PRISMA_SERVICE_TOKEN");
        Command.Result address = product.run("api").expectSuccess();
        assertThat(address.line()).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(address.err()).contains("control-token").doesNotContain(token);
    }

    private static TreeMap<String, String> apiOf(Product product) {
        JsonNode json = JsonMapper.shared()
                .readTree(product.run("api", "--token", "--format", "json")
                        .expectSuccess()
                        .out());
        TreeMap<String, String> variables = new TreeMap<>();
        json.propertyStream()
                .forEach(member ->
                        variables.put(member.getKey(), member.getValue().asString()));
        return variables;
    }
}
