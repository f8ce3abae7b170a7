package dev.jprisma.product;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What assistants' clients can do, and cannot: {@code src/test/control/mcp.test.mjs}. */
class McpTest {
    @RegisterExtension
    final Product product = new Product();

    @Test
    void unmodifiedClientsWorkOnDatabasesAndGetNoFurther() throws IOException {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        Map<String, String> environment = new TreeMap<>(product.environment());
        environment.put("CONTROL_BASE", product.run("api").expectSuccess().line());
        environment.put("CONTROL_TOKEN", product.log("control-token").strip());
        environment.put("JPRISMA_PROGRAM", Installation.script().toString());
        ControlClients.installed().test("mcp.test.mjs", environment).expectSuccess();
    }
}
