package dev.jprisma.cli;

import dev.jprisma.cli.output.ProgressLine;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.FileFormat;
import dev.jprisma.cli.transfer.LoadOrder;
import dev.jprisma.cli.transfer.TransferLoader;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev load}: a file into an instance. */
@Command(
        name = "load",
        description = {
            "Load a file into an instance, all of it or nothing.",
            "SQL as psql and pg_dump write it, archives of pg_dump, rows of CSV or JSON; packed by gzip"
                    + " or zstd too. The instance is started, and made, if need be."
        })
final class LoadCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file, or '-' for the input.")
    private Path file;

    @Option(names = "--table", paramLabel = "TABLE", description = "Of a file of rows: where they go.")
    private String table;

    @Option(
            names = "--create",
            description = "Make that table, with the columns that the file names: of text, or of what JSON says.")
    private boolean create;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.class,
            description = "sql, archive, csv, tsv or json. Default: by the file's name and first bytes.")
    private FileFormat format;

    @Option(names = "--database", paramLabel = "DB", description = "Which of its databases. Default: postgres.")
    private String database;

    @Option(
            names = "--clean",
            description =
                    "Empty the database first, of which a snapshot is kept (jprisma dev undo); if the file cannot be"
                            + " loaded it is as it was.")
    private boolean clean;

    @Option(names = "--no-transaction", description = "Statement by statement: what was loaded before an error stays.")
    private boolean noTransaction;

    @Mixin
    private YesOption yes;

    @Spec
    private CommandSpec spec;

    LoadCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        boolean input = file.toString().equals("-");
        if (create && table == null) {
            throw new ParameterException(spec.commandLine(), "--create makes a table: say --table, too");
        }
        if (!input && !Files.exists(file)) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE,
                    "There is no file " + file.toAbsolutePath().normalize()
                            + ". What can be loaded: jprisma dev load --help");
        }
        if (clean && !Cleaning.isConfirmed(console(), yes, name, input, "jprisma dev load " + name + " " + file)) {
            return ExitCode.FAILED;
        }
        InstanceName instance = new InstanceName(name);
        Database target = Databases.toWrite(context(), instance, database);
        if (clean) {
            Cleaning.keep(context(), instance);
        }
        LoadOrder order = new LoadOrder(
                target, input ? null : file, console().in(), format, table, create, clean, !noTransaction, false);
        console().result(TransferLoader.load().load(order, new ProgressLine(console())));
        return ExitCode.DONE;
    }

    static final class Format extends LowerCase<FileFormat> {
        Format() {
            super(FileFormat.class);
        }
    }
}
