package dev.jprisma.cli;

import dev.jprisma.cli.output.ProgressLine;
import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.DumpOrder;
import dev.jprisma.cli.transfer.TransferLoader;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dev dump}: an instance into a file. */
@Command(
        name = "dump",
        customSynopsis = "jprisma dev dump [--database=DB] NAME [FILE] [-- PG_DUMP_OPTION...]",
        description = {
            "Write an instance's schema and data as SQL.",
            "By a pg_dump that is as new as its server. The instance is started if need be."
        })
final class DumpCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to, packed if it ends in .gz or .zst; replaced when the dump is whole. Default: the"
                    + " output.")
    private String file;

    @Parameters(index = "2..*", hidden = true)
    private List<String> further = List.of();

    @Option(names = "--database", paramLabel = "DB", description = "Which of its databases. Default: postgres.")
    private String database;

    @Spec
    private CommandSpec spec;

    DumpCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> options = optionsOfTool();
        int before = (file == null ? 0 : 1) + further.size() - options.size();
        if (before < 0) {
            // What stands behind -- was taken for the file.
            file = null;
        } else if (before > 1) {
            throw new ParameterException(spec.commandLine(), "name one file; options of pg_dump stand behind '--'");
        }
        boolean toOutput = file == null || file.equals("-");
        check(options, toOutput);
        Database source = Databases.toRead(context(), new InstanceName(name), database);
        DumpOrder order =
                new DumpOrder(source, toOutput ? null : Path.of(file), console().out(), options);
        String done = TransferLoader.load().dump(order, new ProgressLine(console()));
        console().erase();
        if (done != null) {
            console().result(done);
        } else if (console().out().checkError()) {
            throw new JprismaException(ErrorKind.INPUT_UNUSABLE, "The output could not be written to its end");
        }
        return ExitCode.DONE;
    }

    private List<String> optionsOfTool() {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int dashes = all.indexOf("--");
        return dashes < 0 ? List.of() : all.subList(dashes + 1, all.size());
    }

    private void check(List<String> options, boolean toOutput) {
        for (String option : options) {
            if (option.startsWith("-f") || option.startsWith("--file")) {
                throw new ParameterException(spec.commandLine(), "the file stands before '--': " + option);
            }
            if (option.equals("-Fd") || option.endsWith("directory")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "a folder is written by pg_dump itself: eval \"$(jprisma dev env " + name
                                + " --format shell)\"; pg_dump -Fd -f FOLDER");
            }
            boolean binary =
                    option.equals("-Fc") || option.equals("-Ft") || option.endsWith("custom") || option.endsWith("tar");
            if (binary && toOutput && console().isOutputTerminal()) {
                throw new ParameterException(spec.commandLine(), "an archive is nothing for a terminal: name a file");
            }
        }
    }
}
