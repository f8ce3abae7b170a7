package dev.jprisma.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev open}: an instance on the home's page. */
@Command(
        name = "open",
        description = {
            "Open an instance's page of the console in the browser: its data, its schema, what is slow.",
            "The page of all instances: jprisma console."
        })
final class OpenCommand extends BaseCommand {
    @Mixin
    private OneName name;

    @Option(names = "--no-browser", description = "Only print the link, which lets one browser in, within a minute.")
    private boolean noBrowser;

    OpenCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        OpenedInBrowser.open(context(), name.find(context()).name(), null, noBrowser, false);
        return ExitCode.DONE;
    }
}
