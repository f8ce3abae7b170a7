package dev.jprisma.cli.foreground;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The terminal in a mode in which a key counts at once and is not echoed, until this is closed or this process ends,
 * however it ends: a small shell watches a pipe of ours and puts the terminal back when the pipe closes. A library in
 * this JVM cannot, once the JVM is killed.
 */
final class TerminalKeys implements AutoCloseable {
    /**
     * It does nothing in a background job, whose terminal belongs to somebody else. It ignores the signals that end us,
     * and the one the system sends who sets a terminal from the background, since by then our shell may have it back.
     * After Ctrl-Z and {@code fg} it sets the terminal again, which the shell has had meanwhile: {@code CONT} ends its
     * {@code read}, as the pipe's end does.
     */
    private static final String KEEPER = String.join(
            "\n",
            "in_foreground() {",
            "  set -- $(ps -o pgid= -o tpgid= -p $$ 2>/dev/null)",
            "  [ \"$1\" = \"$2\" ]",
            "}",
            "keys_at_once() {",
            "  stty -icanon -echo min 1 time 0",
            "}",
            "in_foreground || exit 1",
            "trap '' INT QUIT TERM HUP TSTP TTOU",
            "trap continued=yes CONT",
            "exec 3<&0 </dev/tty || exit 1",
            "saved=$(stty -g) || exit 1",
            "keys_at_once || exit 1",
            "echo ready",
            "continued=yes",
            "while [ -n \"$continued\" ]; do",
            "  continued=",
            "  read -r end <&3",
            "  [ -z \"$continued\" ] || ! in_foreground || keys_at_once",
            "done",
            "stty \"$saved\"");

    private static final long RESTORE_SECONDS = 2;

    private final Process keeper;

    private TerminalKeys(Process keeper) {
        this.keeper = keeper;
    }

    /** Empty where the terminal cannot be set: then there are no keys. */
    static Optional<TerminalKeys> open() {
        try {
            Process keeper = new ProcessBuilder("sh", "-c", KEEPER)
                    .redirectError(Redirect.DISCARD)
                    .start();
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8));
            return answer.readLine() == null ? Optional.empty() : Optional.of(new TerminalKeys(keeper));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts the terminal back. */
    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            keeper.waitFor(RESTORE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // The keeper has gone, and has put the terminal back.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
