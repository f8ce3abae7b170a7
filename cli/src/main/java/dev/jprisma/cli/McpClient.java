package dev.jprisma.cli;

/** What can be told of an MCP server by a configuration of its own form. */
enum McpClient {
    VSCODE,
    CURSOR,
    CLAUDE,
    CODEX;

    static final class Converter extends LowerCase<McpClient> {
        Converter() {
            super(McpClient.class);
        }
    }
}
