package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortRole;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code studio}: the user's own Prisma Studio on an instance. */
@Command(
        name = "studio",
        description = {
            "Open Prisma Studio on an instance.",
            "It is the one in node_modules of this folder, or of one above it."
        })
final class StudioCommand extends BaseCommand {
    private static final Path BUILD = Path.of("node_modules", "prisma", "build");

    @Mixin
    private OneName name;

    @Option(names = "--no-browser", description = "Only print the link, which lets one browser in, within a minute.")
    private boolean noBrowser;

    StudioCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        InstanceName instance =
                name.requireNotingStopped(context(), PortRole.DATABASE).name();
        OpenedInBrowser.open(context(), instance, find(Path.of("").toAbsolutePath()), noBrowser, false);
        return ExitCode.DONE;
    }

    private static Path find(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path build = folder.resolve(BUILD);
            if (Files.isRegularFile(build.resolve("studio.js"))) {
                return build;
            }
        }
        throw new JprismaException(
                ErrorKind.NOT_FOUND,
                "There is no Prisma Studio in " + start + " or above: it comes with Prisma 7. In your project:"
                        + " npm install --save-dev prisma@7. Without it: jprisma console");
    }
}
