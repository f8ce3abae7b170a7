package dev.jprisma.gateway.prisma.statement;

import dev.jprisma.postgres.wire.ResultReceiver;

/** Adds up the counts at the end of command tags. */
final class AffectedRows implements ResultReceiver {
    private long count;
    private int statements;

    @Override
    public void complete(String commandTag) {
        statements++;
        int digits = commandTag.length();
        while (digits > 0 && Character.isDigit(commandTag.charAt(digits - 1))) {
            digits--;
        }
        count += digits == commandTag.length() ? 0 : Long.parseLong(commandTag.substring(digits));
    }

    long count() {
        return count;
    }

    boolean isSingle() {
        return statements == 1;
    }
}
