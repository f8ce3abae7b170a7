package dev.jprisma.cli.output;

import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PrintableText;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Where a command reads and writes: results to {@code out}, everything else to {@code err}.
 *
 * <p>What is a terminal is told by {@code jprisma.terminals}, the digits of the descriptors that are one: the script
 * that starts us knows it for free, Java does not. Windows' script does not either, and has Java asked.
 */
public final class Console {
    private static final String ASK_JAVA = "ask";
    private static final String RED = "31";
    private static final String ERASE = "\r\u001b[K";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final String terminals;
    private final boolean colours;
    private volatile boolean debugging;
    private boolean passing;

    /** @param terminals which of 0, 1 and 2 are terminals, such as {@code "02"} */
    public Console(InputStream in, PrintStream out, PrintStream err, String terminals, boolean colours) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminals = terminals;
        this.colours = colours;
    }

    /** That of this process; in colour if a person reads the result and has not set {@code NO_COLOR}. */
    public static Console ofProcess() {
        String noColor = System.getenv("NO_COLOR");
        String terminals = System.getProperty("jprisma.terminals", "");
        if (terminals.equals(ASK_JAVA)) {
            terminals = System.console() == null ? "" : "012";
        }
        boolean colours = terminals.contains("1") && (noColor == null || noColor.isEmpty());
        return new Console(System.in, System.out, System.err, terminals, colours);
    }

    public InputStream in() {
        return in;
    }

    public PrintStream out() {
        return out;
    }

    /**
     * Whether all of the result could be written, and says so if not: a full disk is one that nobody else would tell.
     */
    public boolean isResultWritten() {
        if (!out.checkError()) {
            return true;
        }
        String why = whyNotWritten();
        // Who needs no more of it, as in "jprisma dev ls | head -1", need not be told.
        if (!why.startsWith("Broken pipe")) {
            error("The result could not be written (" + why + ")");
        }
        return false;
    }

    /** What the system says; a stream for printing keeps that for itself. */
    private String whyNotWritten() {
        if (out == System.out) {
            try (FileOutputStream again = new FileOutputStream(FileDescriptor.out)) {
                again.write('\n');
            } catch (IOException e) {
                return JprismaHome.reason(e);
            }
        }
        return "is the disk full?";
    }

    /** A line of the result. */
    public synchronized void result(String line) {
        erase();
        out.println(line);
    }

    /** A sentence for the person, beside the result; what a terminal would obey in it is shown instead. */
    public synchronized void note(String line) {
        erase();
        err.println(PrintableText.lines(line));
    }

    /** A sentence that says what went wrong. */
    public synchronized void error(String sentence) {
        erase();
        err.println(styled(RED, "Error:") + " " + PrintableText.lines(sentence));
    }

    /** A line that {@code --debug} shows. */
    public synchronized void debug(String line) {
        if (debugging) {
            erase();
            err.println("debug: " + PrintableText.lines(line));
        }
    }

    /**
     * A line that is there until the next one of any kind, and is cut at the terminal's edge; nothing where the notes
     * are no terminal's.
     */
    public synchronized void passing(String line) {
        if (isNotesTerminal()) {
            err.print(ERASE + NO_WRAP + PrintableText.lines(line) + WRAP);
            err.flush();
            passing = true;
        }
    }

    /** Takes a passing line away. */
    public synchronized void erase() {
        if (passing) {
            err.print(ERASE);
            err.flush();
            passing = false;
        }
    }

    /** From now on {@link #debug} shows its lines, or not. */
    public void debugging(boolean on) {
        debugging = on;
    }

    public boolean isDebugging() {
        return debugging;
    }

    public PrintStream err() {
        return err;
    }

    /** Whether a person can answer. */
    public boolean isInteractive() {
        return terminals.contains("0");
    }

    /** Whether a person reads the result. */
    public boolean isOutputTerminal() {
        return terminals.contains("1");
    }

    /** Whether a person reads the notes. */
    public boolean isNotesTerminal() {
        return terminals.contains("2");
    }

    /** Asks, and gives the line that was typed; empty at the end of the input. */
    public String ask(String question) {
        err.print(question);
        err.flush();
        try {
            String line = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    /** The same for what nobody should see as it is typed; on a terminal it is not shown. */
    public String askSecret(String question) {
        java.io.Console terminal = isInteractive() ? System.console() : null;
        if (terminal == null) {
            return ask("");
        }
        char[] typed = terminal.readPassword("%s", question);
        return typed == null ? "" : new String(typed);
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String red(String text) {
        return styled(RED, text);
    }

    public String green(String text) {
        return styled("32", text);
    }

    public String yellow(String text) {
        return styled("33", text);
    }

    private String styled(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
