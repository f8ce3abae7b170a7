package dev.jprisma.cli.output;

import dev.jprisma.client.DaemonListener;

/**
 * Shows what the daemon does for a request. Who looks at a terminal sees each second that it goes on, and for how long.
 */
public class RequestProgress implements DaemonListener {
    private final Console console;
    private volatile String step = "Waiting for the daemon";

    public RequestProgress(Console console) {
        this.console = console;
    }

    @Override
    public void progress(String message) {
        step = "";
        console.note(message + " ...");
    }

    @Override
    public void passing(String message) {
        step = message;
        console.passing(message);
    }

    @Override
    public void waiting(long seconds) {
        console.passing(step + "  " + seconds + " s");
    }

    @Override
    public void answered() {
        console.erase();
    }
}
