package dev.jprisma.insights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a recording's lines in a server's log from its others, and makes statements of them. A message's further lines
 * begin with a tabulator, as PostgreSQL writes them, so nothing that a client sends can look like a line of its own. Of
 * one thread.
 */
final class LogLines {
    /** By {@code log_line_prefix} of {@link dev.jprisma.state.RecordingSettings}. */
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ \\S+ \\[(\\d+)\\] (.*?)@(.*?) "
            + "\\{jprisma (\\d+)\\.(\\d+) (\\S+) (-?\\d+) (.*?)\\} ([A-Z]+[0-9]?):  (.*)");

    private static final Pattern DURATION = Pattern.compile(
            "duration: (\\d+)\\.(\\d+) ms  "
                    + "(statement|parse|bind|execute fetch from|execute|fastpath function call)( \\S*)?: (.*)",
            Pattern.DOTALL);

    /** What the recording itself brings about. */
    private static final Pattern OF_RECORDING = Pattern.compile(
            ".*LOG:  (received SIGHUP, reloading configuration files|parameter \"(log_line_prefix|log_min_duration_sample"
                    + "|log_parameter_max_length|log_error_verbosity|compute_query_id|log_statement_sample_rate"
                    + "|jprisma\\.before_recording|dynamic_shared_memory_type)\" .*|configuration file .* contains"
                    + " errors; unaffected changes were applied)");

    /** An application that has not said its name. */
    private static final String UNNAMED = "[unknown]";

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
    private Matcher head;
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
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            othersFollow = !OF_RECORDING.matcher(line).matches();
            if (othersFollow) {
                endStatement();
                others.accept(line);
            }
            return;
        }
        othersFollow = false;
        String severity = matcher.group(9);
        if (severity.equals("LOG") && matcher.group(10).startsWith("duration: ")) {
            endStatement();
            head = matcher;
            text.append(matcher.group(10));
        } else if (severity.equals("DETAIL")) {
            head = matcher;
            text.append(matcher.group(10));
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
        Matcher matcher = head;
        head = null;
        String message = text.toString();
        text.setLength(0);
        if (matcher.group(9).equals("DETAIL")) {
            if (complete != null && complete.pid() == pid(matcher)) {
                complete = complete.withValues(message);
                endStatement();
            }
            return;
        }
        Matcher duration = DURATION.matcher(message);
        if (duration.matches()) {
            take(matcher, duration);
        }
    }

    private void take(Matcher line, Matcher duration) {
        long micros = Long.parseLong(duration.group(1)) * 1000 + Long.parseLong(duration.group(2));
        int pid = pid(line);
        String kind = duration.group(3);
        if (kind.equals("parse") || kind.equals("bind")) {
            preparing.merge(pid, micros, Long::sum);
            return;
        }
        Long before = preparing.remove(pid);
        complete = new LoggedStatement(
                Long.parseLong(line.group(4)) * 1000 + Long.parseLong(line.group(5)),
                pid,
                line.group(6),
                Long.parseLong(line.group(7)),
                line.group(2),
                line.group(3),
                line.group(8).equals(UNNAMED) ? "" : line.group(8),
                micros + (before == null || kind.equals("statement") ? 0 : before),
                duration.group(5),
                "");
    }

    private void endStatement() {
        if (complete != null) {
            LoggedStatement statement = complete;
            complete = null;
            statements.accept(statement);
        }
    }

    private static int pid(Matcher line) {
        return Integer.parseInt(line.group(1));
    }
}
