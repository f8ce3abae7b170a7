package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.RecordJson;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.MigrateInstance;
import dev.jprisma.state.control.MigratedInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev migrate}: what a folder of migrations has that has not run yet. */
@Command(
        name = "migrate",
        customSynopsis = "jprisma dev migrate [NAME] DIR [--json]",
        description = {
            "Run the migrations of a folder that have not run yet, whichever tool wrote them.",
            "They are recorded as that tool would. The instance must be running. DIR is recognised as that of Prisma, Drizzle, Flyway, golang-migrate, goose, dbmate, node-pg-migrate,"
                    + " Supabase or Rails (structure.sql), or has SQL files, which run by number or name."
        })
final class MigrateCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {NameOption.SHORT, NameOption.LONG},
            paramLabel = "NAME",
            description = NameOption.DEFAULTS)
    private String name;

    @Parameters(
            arity = "1..2",
            paramLabel = "DIR",
            description = "The folder, such as prisma/migrations; before it, the instance.")
    private List<String> words;

    @Mixin
    private JsonOption json;

    MigrateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> behind = new ArrayList<>(words.subList(0, words.size() - 1));
        if (name != null) {
            behind.add(name);
        }
        List<String> names = NameOption.all(spec, behind);
        if (names.size() > 1) {
            throw new ParameterException(spec.commandLine(), String.join(" and ", names) + " are both named: name one");
        }
        InstanceName instance = names.isEmpty() ? context().defaultName() : new InstanceName(names.get(0));
        String folder = existing(Path.of(words.get(words.size() - 1)));
        MigratedInstance migrated = context()
                .daemon()
                .request(
                        Methods.INSTANCE_MIGRATE,
                        new MigrateInstance(instance, folder),
                        MigratedInstance.class,
                        context().showingProgress());
        if (json.isSet()) {
            console().result(RecordJson.writeIndented(migrated));
        } else {
            console().result(summary(instance, migrated));
        }
        return ExitCode.DONE;
    }

    /** @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if it is none; before anything is started */
    static String existing(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    Files.exists(absolute)
                            ? absolute + " is no folder: name the one that has the migrations"
                            : "There is no folder " + absolute
                                    + ". Whose migrations can be run: jprisma dev migrate --help");
        }
        return absolute.toString();
    }

    /** Such as {@code shop: 2 migrations of Prisma ran, the last of them 20260102_index; 3 had run before.} */
    static String summary(InstanceName instance, MigratedInstance migrated) {
        List<String> applied = migrated.applied();
        String last = applied.isEmpty() ? null : applied.get(applied.size() - 1);
        return instance + ": "
                + switch (applied.size()) {
                    case 0 -> "no migration of " + migrated.tool() + " ran";
                    case 1 -> "1 migration of " + migrated.tool() + " ran, " + last;
                    default -> applied.size() + " migrations of " + migrated.tool() + " ran, the last of them " + last;
                }
                + (migrated.before() == 0 ? "" : "; " + migrated.before() + " had run before") + ".";
    }
}
