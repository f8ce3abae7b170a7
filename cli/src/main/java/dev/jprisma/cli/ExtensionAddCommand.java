package dev.jprisma.cli;

import dev.jprisma.state.InstalledExtension;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.AddExtension;
import dev.jprisma.state.control.AddedExtension;
import dev.jprisma.state.control.Methods;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code extension add}: for all instances, at once. */
@Command(
        name = "add",
        description = {
            "Add an extension for all instances of a PostgreSQL version, those that run too.",
            "It is tried on another server before. Then, in a database: create extension NAME."
        })
final class ExtensionAddCommand extends BaseCommand {
    @Parameters(
            index = "0",
            paramLabel = "EXTENSION",
            description = "Its name, as create extension takes it, such as vector.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FROM",
            description =
                    "A Debian package for that PostgreSQL version (.deb), an archive (.tar.gz, .tar.xz, .zip), or a"
                            + " folder, of its files or its source code. Default: what this machine's PostgreSQL has of that"
                            + " version, or Debian's package.")
    private Path source;

    @Mixin
    private MajorOption major;

    @Option(
            names = "--pg-config",
            paramLabel = "FILE",
            description =
                    "The pg_config of the PostgreSQL that source code is built for. Default: the first of that version"
                            + " that is found.")
    private Path pgConfig;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ExtensionAddCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        boolean isPath = source == null && name.contains("/");
        AddedExtension added = context()
                .daemon()
                .request(
                        Methods.EXTENSION_ADD,
                        new AddExtension(
                                isPath ? null : name,
                                isPath ? absolute(Path.of(name)) : absolute(source),
                                major.value(),
                                absolute(pgConfig)),
                        AddedExtension.class,
                        context().showingProgress());
        tell(added);
        return ExitCode.DONE;
    }

    private static String absolute(Path path) {
        return path == null ? null : path.toAbsolutePath().normalize().toString();
    }

    private void tell(AddedExtension added) {
        InstalledExtension extension = added.extension();
        if (json) {
            console().result(RecordJson.writeIndented(extension));
            return;
        }
        console()
                .result(extension.name() + (extension.version() == null ? "" : " " + extension.version())
                        + (added.replaced() ? " took the place of the one before" : " is here") + " for PostgreSQL "
                        + extension.major() + ". In a database: create extension \"" + extension.name() + "\"");
        if (!extension.preload().isEmpty()) {
            console()
                    .note("It has to be loaded as the server starts: jprisma dev config NAME --set"
                            + " shared_preload_libraries=pg_stat_statements," + String.join(",", extension.preload()));
        }
    }
}
