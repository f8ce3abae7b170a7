package dev.jprisma.postgres.wire;

/** Takes the number of rows from the end of a COPY: {@code COPY 3}. */
final class CopyCount implements ResultReceiver {
    private long rows;

    @Override
    public void complete(String commandTag) {
        int blank = commandTag.lastIndexOf(' ');
        if (commandTag.startsWith("COPY ")) {
            rows = Long.parseLong(commandTag.substring(blank + 1));
        }
    }

    long rows() {
        return rows;
    }
}
