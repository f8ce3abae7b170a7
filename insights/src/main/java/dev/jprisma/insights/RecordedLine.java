package dev.jprisma.insights;

/**
 * A line of a server's log with the prefix that a recording gives it ({@code log_line_prefix} of
 * {@link dev.jprisma.state.RecordingSettings}). Read by hand: there may be thousands a second, and a regular expression
 * is dear while it is new to the JVM.
 *
 * @param endMillis when it was written
 * @param transaction PostgreSQL's virtual transaction id
 * @param queryId 0 if there is none
 * @param application as it calls itself; empty if it does not
 * @param severity {@code LOG}, {@code DETAIL} and so on
 * @param message its first line
 */
record RecordedLine(
        int pid,
        String user,
        String database,
        long endMillis,
        String transaction,
        long queryId,
        String application,
        String severity,
        String message) {

    private static final String MARK = " {jprisma ";
    /** An application that has not said its name. */
    private static final String UNNAMED = "[unknown]";

    /** Null if it has no such prefix. */
    static RecordedLine parse(String line) {
        int pidStart = line.indexOf(" [") + 2;
        int mark = line.indexOf(MARK, pidStart);
        int userStart = line.indexOf("] ", pidStart) + 2;
        int databaseStart = line.indexOf('@', userStart) + 1;
        if (pidStart < 2 || userStart < 2 || databaseStart < 1 || mark < databaseStart) {
            return null;
        }
        int timeStart = mark + MARK.length();
        int transactionStart = line.indexOf(' ', timeStart) + 1;
        int queryStart = line.indexOf(' ', transactionStart) + 1;
        int applicationStart = line.indexOf(' ', queryStart) + 1;
        if (transactionStart == 0 || queryStart == 0 || applicationStart == 0) {
            return null;
        }
        int end = line.indexOf("} ", applicationStart);
        while (end >= 0) {
            int severityEnd = severityEnd(line, end + 2);
            if (severityEnd > 0) {
                String application = line.substring(applicationStart, end);
                try {
                    return new RecordedLine(
                            Integer.parseInt(line, pidStart, userStart - 2, 10),
                            line.substring(userStart, databaseStart - 1),
                            line.substring(databaseStart, mark),
                            millis(line.substring(timeStart, transactionStart - 1)),
                            line.substring(transactionStart, queryStart - 1),
                            Long.parseLong(line, queryStart, applicationStart - 1, 10),
                            application.equals(UNNAMED) ? "" : application,
                            line.substring(end + 2, severityEnd),
                            line.substring(severityEnd + 3));
                } catch (NumberFormatException notOurs) {
                    return null;
                }
            }
            end = line.indexOf("} ", end + 2);
        }
        return null;
    }

    /**
     * Where a word as {@code LOG} or {@code DEBUG1} ends, behind which are a colon and two blanks; -1 if there is none.
     */
    private static int severityEnd(String line, int start) {
        int end = line.indexOf(":  ", start);
        for (int i = start; i < end; i++) {
            char c = line.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return -1;
            }
        }
        return end > start ? end : -1;
    }

    /** Of seconds with three digits behind the point. */
    private static long millis(String seconds) {
        int point = seconds.indexOf('.');
        if (point < 0) {
            throw new NumberFormatException(seconds);
        }
        return Long.parseLong(seconds, 0, point, 10) * 1000 + Long.parseLong(seconds, point + 1, seconds.length(), 10);
    }
}
