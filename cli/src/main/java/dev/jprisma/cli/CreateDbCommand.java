package dev.jprisma.cli;

import dev.jprisma.state.InstanceView;
import dev.jprisma.state.LifeTime;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.CreateDatabase;
import dev.jprisma.state.control.CreatedDatabase;
import dev.jprisma.state.control.Methods;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create-db}: a database with a life time, as Prisma's command of that name makes one. */
@Command(
        name = "create-db",
        description = {
            "Make a database that is deleted when its time is over, and print its URL.",
            "jprisma dev claim NAME keeps it."
        })
final class CreateDbCommand extends BaseCommand {
    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "How long it stays, such as 30m; at most 24h. Default: 24h.")
    private String lifeTime;

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "TEXT",
            defaultValue = "temporary",
            description = "What to call it: any text, of which its instance's name is made. Default: temporary.")
    private String name;

    @Mixin
    private JsonOption json;

    CreateDbCommand(Context context) {
        super(context);
    }

    /** By the names that Prisma's command has for them. */
    private record Created(
            String connectionString,
            Instant deletionDate,
            String name,
            String instance,
            String projectId,
            String claimCommand) {}

    @Override
    public Integer call() {
        CreatedDatabase created = context()
                .daemon()
                .request(
                        Methods.DATABASE_CREATE,
                        new CreateDatabase(name, LifeTime.of(lifeTime)),
                        CreatedDatabase.class,
                        context().showingProgress());
        InstanceView instance = created.instance();
        String url = instance.exports().database().connectionString();
        String claim = "jprisma dev claim " + instance.name();
        if (json.isSet()) {
            console()
                    .result(RecordJson.writeIndented(
                            new Created(url, instance.endsAt(), name, instance.name(), created.projectId(), claim)));
        } else {
            console()
                    .note(instance.name() + " is deleted " + LifeTimeLeft.text(instance.endsAt())
                            + ", unless you keep it: " + claim);
            console().result(url);
        }
        return ExitCode.DONE;
    }
}
