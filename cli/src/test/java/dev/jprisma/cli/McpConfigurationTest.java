package dev.jprisma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients are told; the home of the test's own is none that they would find by themselves. */
@Tag("fast")
class McpConfigurationTest {
    private static final McpConfiguration CONFIGURATION = new McpConfiguration(
            JprismaHome.at(Path.of("/home/ada/it's")), true, List.of(new InstanceName("shop")), null);

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void whatStartsTheCommandHasItsArguments() {
        JsonNode vscode = json(CONFIGURATION.overStdio(McpClient.VSCODE)).at("/servers/jprisma");
        assertThat(vscode.path("type").asString()).isEqualTo("stdio");
        assertThat(vscode.path("command").asString()).isEqualTo("jprisma");
        assertThat(vscode.path("args").toString()).isEqualTo("[\"mcp\",\"--read-only\",\"shop\"]");
        assertThat(json(CONFIGURATION.overStdio(McpClient.CURSOR))
                        .at("/mcpServers/jprisma/args")
                        .size())
                .isEqualTo(3);
        assertThat(CONFIGURATION.overStdio(McpClient.CLAUDE)).endsWith("-- jprisma mcp --read-only shop");
        assertThat(CONFIGURATION.overStdio(McpClient.CODEX))
                .startsWith(
                        "[mcp_servers.jprisma]\ncommand = \"jprisma\"\nargs = [\"mcp\", \"--read-only\", \"shop\"]");
    }

    @Test
    void theFolderOfMigrationsIsOneArgumentWhateverIsInItsName() {
        McpConfiguration migrating = new McpConfiguration(
                JprismaHome.at(Path.of("/home/ada")), false, List.of(), "/home/ada/my shop's/migrations");
        assertThat(migrating.overStdio(McpClient.CLAUDE))
                .endsWith("-- jprisma mcp --migrations '/home/ada/my shop'\\''s/migrations'");
        assertThat(json(migrating.overStdio(McpClient.VSCODE))
                        .at("/servers/jprisma/args/2")
                        .asString())
                .isEqualTo("/home/ada/my shop's/migrations");
    }

    @Test
    void whatAsksThePortHasItsUrlAndNoToken() {
        String url = "http://127.0.0.1:51210/mcp?readOnly=true&name=shop";
        for (McpClient client : McpClient.values()) {
            assertThat(CONFIGURATION.overHttp(client, "http://127.0.0.1:51210"))
                    .contains(url)
                    .containsAnyOf("JPRISMA_TOKEN", "${input:token}");
        }
        assertThat(json(CONFIGURATION.overHttp(McpClient.VSCODE, "http://127.0.0.1:51210"))
                        .at("/servers/jprisma/headers/Authorization")
                        .asString())
                .isEqualTo("Bearer ${input:token}");
    }
}
