package dev.jprisma.cli;

import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.Nothing;
import dev.jprisma.state.control.RemoveExtension;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code extension rm}. */
@Command(name = "rm", description = "Remove an extension from the home, unless a database uses it.")
final class ExtensionRemoveCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "EXTENSION", description = "Its name.")
    private String name;

    @Mixin
    private MajorOption major;

    @Option(names = "--force", description = "Also if a database uses it, or may.")
    private boolean force;

    ExtensionRemoveCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        context()
                .daemon()
                .request(
                        Methods.EXTENSION_REMOVE,
                        new RemoveExtension(name, major.value(), force),
                        Nothing.class,
                        context().showingProgress());
        console().result(name + " removed.");
        return ExitCode.DONE;
    }
}
