package dev.jprisma.cli;

import dev.jprisma.state.ServerSetting;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --set}: settings of an instance's server. */
final class SetOption {
    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "Change a setting of PostgreSQL's, such as max_connections=300. Can be given several times.")
    private List<String> settings = List.of();

    /** @throws dev.jprisma.state.JprismaException if one is not written so */
    List<ServerSetting> settings() {
        return settings.stream().map(ServerSetting::parse).toList();
    }
}
