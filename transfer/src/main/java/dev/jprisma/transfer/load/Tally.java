package dev.jprisma.transfer.load;

import dev.jprisma.postgres.wire.ResultReceiver;

/** Counts what is loaded. */
final class Tally implements ResultReceiver {
    private long statements;
    private long rows;

    @Override
    public void complete(String commandTag) {
        statements++;
        if (commandTag.startsWith("INSERT ")) {
            rows += Long.parseLong(commandTag.substring(commandTag.lastIndexOf(' ') + 1));
        }
    }

    void copied(long count) {
        statements++;
        rows += count;
    }

    long statements() {
        return statements;
    }

    long rows() {
        return rows;
    }
}
