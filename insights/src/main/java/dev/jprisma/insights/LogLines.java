package dev.jprisma.insights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells a recording's lines in a server's log from its others, and makes statements of them. A message's further lines
 * begin with a tabulator, as PostgreSQL writes them, so nothing that a client sends can look like a line of its own. Of
 * one thread.
 */
final class LogLines {
    /** What the recording itself brings about. */
    private static final Pattern OF_RECORDING = Pattern.compile(
            ".*LOG:  (received SIGHUP, reloading configuration files|parameter \"(log_line_prefix|log_min_duration_sample"
                    + "|log_parameter_max_length|log_error_verbosity|compute_query_id|log_statement_sample_rate"
                    + "|jprisma\\.before_recording|dynamic_shared_memory_type)\" .*|configuration file .* contains"
                    + " errors; unaffected changes were applied)");

    private static final String DURATION = "duration: ";

    private static final int MOST_SESSIONS = 1000;
    private static final int LONGEST = 1 << 16;

    private final Consumer<LoggedStatement> statements;
    private final Consumer<String> others;

    /** What parsing and binding took, by process. */
    private final Map<Integer, Long> preparing = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > MOST_SESSIONS;
        }
    };

    private final StringBuilder text = new StringBuilder();
    private RecordedLine head;
    private boolean othersFollow;
    private LoggedStatement complete;

    /**
     * @param statements is told of each execution
     * @param others is told of each line that is not of a recording, as it would stand in the log without one
     */
    LogLines(Consumer<LoggedStatement> statements, Consumer<String> others) {
        this.statements = statements;
        this.others = others;
    }

    void add(String line) {
        if (line.startsWith("\t")) {
            addFurther(line);
            return;
        }
        endMessage();
        RecordedLine recorded = RecordedLine.parse(line);
        if (recorded == null) {
            othersFollow = !OF_RECORDING.matcher(line).matches();
            if (othersFollow) {
                endStatement();
                others.accept(line);
            }
            return;
        }
        othersFollow = false;
        String severity = recorded.severity();
        if (severity.equals("LOG") && recorded.message().startsWith(DURATION)) {
            endStatement();
            head = recorded;
            text.append(recorded.message());
        } else if (severity.equals("DETAIL")) {
            head = recorded;
            text.append(recorded.message());
        } else if (!severity.equals("HINT")
                && !severity.equals("STATEMENT")
                && !severity.equals("QUERY")
                && !severity.equals("CONTEXT")) {
            endStatement();
            othersFollow = true;
            others.accept(line.replaceFirst("\\{jprisma .*?\\} ", ""));
        }
    }

    /** All that is there for now has been added. */
    void flush() {
        endMessage();
        endStatement();
    }

    private void addFurther(String line) {
        if (head != null && text.length() < LONGEST) {
            text.append('\n').append(line, 1, line.length());
        } else if (othersFollow) {
            others.accept(line);
        }
    }

    private void endMessage() {
        if (head == null) {
            return;
        }
        RecordedLine recorded = head;
        head = null;
        String message = text.toString();
        text.setLength(0);
        if (recorded.severity().equals("DETAIL")) {
            if (complete != null && complete.pid() == recorded.pid()) {
                complete = complete.withValues(message);
                endStatement();
            }
            return;
        }
        take(recorded, message);
    }

    /** @param message {@code duration: 0.115 ms execute <unnamed>: SELECT 1} */
    private void take(RecordedLine line, String message) {
        int unit = message.indexOf(" ms  ");
        int kindStart = unit + 5;
        int kindEnd = message.indexOf(": ", kindStart);
        if (unit < 0 || kindEnd < 0) {
            return;
        }
        long micros;
        try {
            micros = Long.parseLong(message.substring(DURATION.length(), unit).replace(".", ""));
        } catch (NumberFormatException another) {
            return;
        }
        String step = message.substring(kindStart, kindEnd);
        if (step.startsWith("parse ") || step.startsWith("bind ")) {
            preparing.merge(line.pid(), micros, Long::sum);
            return;
        }
        Long before = preparing.remove(line.pid());
        complete = new LoggedStatement(
                line.endMillis(),
                line.pid(),
                line.transaction(),
                line.queryId(),
                line.user(),
                line.database(),
                line.application(),
                micros + (before == null || step.equals("statement") ? 0 : before),
                message.substring(kindEnd + 2),
                "");
    }

    private void endStatement() {
        if (complete != null) {
            LoggedStatement statement = complete;
            complete = null;
            statements.accept(statement);
        }
    }
}
