package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.RecordJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What clients are told, so that they find the MCP server of a home. */
final class McpConfiguration {
    private static final String TOKEN = "JPRISMA_TOKEN";

    private final JprismaHome home;
    private final boolean readOnly;
    private final List<InstanceName> only;
    private final String migrations;

    /** @param migrations absolute path of the folder that may be run; null for none */
    McpConfiguration(JprismaHome home, boolean readOnly, List<InstanceName> only, String migrations) {
        this.home = home;
        this.readOnly = readOnly;
        this.only = only;
        this.migrations = migrations;
    }

    /** For a client that starts {@code jprisma mcp}. */
    String overStdio(McpClient client) {
        List<String> arguments = new ArrayList<>(List.of("mcp"));
        if (readOnly) {
            arguments.add("--read-only");
        }
        if (migrations != null) {
            arguments.addAll(List.of("--migrations", migrations));
        }
        only.forEach(name -> arguments.add(name.value()));
        // Clients hand on little of their environment.
        Map<String, Object> environment =
                System.getenv("JPRISMA_HOME") == null ? Map.of() : Map.of("JPRISMA_HOME", home.toString());
        return switch (client) {
            case VSCODE -> servers("servers", stdio(true, arguments, environment));
            case CURSOR -> servers("mcpServers", stdio(false, arguments, environment));
            case CLAUDE ->
                "claude mcp add jprisma " + inShell(environment) + "-- jprisma "
                        + arguments.stream().map(McpConfiguration::inShell).collect(Collectors.joining(" "));
            case CODEX ->
                "[mcp_servers.jprisma]\ncommand = \"jprisma\"\nargs = "
                        + arguments.stream().map(RecordJson::write).collect(Collectors.joining(", ", "[", "]"))
                        + (environment.isEmpty()
                                ? ""
                                : "\nenv = { JPRISMA_HOME = " + RecordJson.write(home.toString()) + " }");
        };
    }

    private static Map<String, Object> stdio(boolean typed, List<String> arguments, Map<String, Object> environment) {
        Map<String, Object> server = new LinkedHashMap<>();
        if (typed) {
            server.put("type", "stdio");
        }
        server.put("command", "jprisma");
        server.put("args", arguments);
        if (!environment.isEmpty()) {
            server.put("env", environment);
        }
        return server;
    }

    private static String inShell(Map<String, Object> environment) {
        return environment.entrySet().stream()
                .map(each ->
                        "--env " + each.getKey() + "=" + quoted(each.getValue().toString()) + " ")
                .collect(Collectors.joining());
    }

    private static String inShell(String word) {
        return word.matches("[\\w./:=@%+-]+") ? word : quoted(word);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * For one that asks the home's HTTP port. The token is in none of it: such files are shared.
     *
     * @param port its URL, without a slash at its end
     */
    String overHttp(McpClient client, String port) {
        String url = port + "/mcp" + query();
        return switch (client) {
            case VSCODE ->
                RecordJson.writeIndented(ordered(
                        "inputs",
                        List.of(ordered(
                                "type",
                                "promptString",
                                "id",
                                "token",
                                "description",
                                "jprisma control token",
                                "password",
                                true)),
                        "servers",
                        Map.of("jprisma", ordered("type", "http", "url", url, "headers", bearer("${input:token}")))));
            case CURSOR -> servers("mcpServers", ordered("url", url, "headers", bearer("${env:" + TOKEN + "}")));
            case CLAUDE ->
                "claude mcp add --transport http jprisma '" + url + "' --header \"Authorization: Bearer $" + TOKEN
                        + "\"";
            case CODEX ->
                "[mcp_servers.jprisma]\nurl = " + RecordJson.write(url) + "\nbearer_token_env_var = \"" + TOKEN + "\"";
        };
    }

    private String query() {
        List<String> parameters = new ArrayList<>();
        if (readOnly) {
            parameters.add("readOnly=true");
        }
        only.forEach(name -> parameters.add("name=" + name));
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static Map<String, Object> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static String servers(String member, Map<String, Object> server) {
        return RecordJson.writeIndented(Map.of(member, Map.of("jprisma", server)));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
