package dev.jprisma.cli;

import dev.jprisma.state.InstanceName;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.OpenConsole;
import dev.jprisma.state.control.OpenedConsole;
import java.nio.file.Path;
import java.util.Optional;

/** A page of the daemon that a command opens in the user's browser. */
final class OpenedInBrowser {
    private OpenedInBrowser() {}

    /**
     * Opens it, and prints a link that does so as well.
     *
     * @param instance what to show; null for all
     * @param studio the folder with Prisma Studio, to show that; else null
     * @param onlyLink whether no browser is to be started
     * @param movePort whether the port may move if it is taken
     */
    static void open(Context context, InstanceName instance, Path studio, boolean onlyLink, boolean movePort) {
        Optional<BrowserCommand> browser = onlyLink ? Optional.empty() : BrowserCommand.ofSystem();
        OpenedConsole opened = context.daemon()
                .request(
                        Methods.CONSOLE_OPEN,
                        new OpenConsole(
                                instance, browser.isPresent(), movePort, studio == null ? null : studio.toString()),
                        OpenedConsole.class,
                        context.showingProgress());
        String what = studio == null ? "The console" : "Studio";
        if (browser.isPresent() && browser.get().opens(Path.of(opened.page()))) {
            context.console().note(what + " is in your browser. If not, open this link within a minute:");
        } else {
            context.console().note("Open this link within a minute; it works once:");
        }
        context.console().result(opened.url());
    }
}
