package dev.jprisma.torture;

import java.util.ArrayList;
import java.util.List;

/** Whose commands are tried: ours, or, as root, those of an unprivileged user, which is what most people are. */
enum Account {
    OWN(List.of()),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));

    private final List<String> prefix;

    Account(List<String> prefix) {
        this.prefix = prefix;
    }

    boolean isOther() {
        return this != OWN;
    }

    /** The command line that runs {@code command} as this account: becomes it, so that the pid is the command's. */
    List<String> command(List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return line;
    }
}
