package dev.jprisma.cli;

import dev.jprisma.cli.output.Console;
import dev.jprisma.state.InstancePassword;
import dev.jprisma.state.JprismaException;
import picocli.CommandLine.Option;

/** The password that a user wants instead of a random one. */
final class PasswordOption {
    private static final String ASK = "-";

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "A password of yours instead of a random one. It is remembered, and not valid over HTTP. What"
                    + " stands on a command line all users of a machine can see: '-' reads it from the input.")
    private String password;

    /**
     * Null if none was named.
     *
     * @throws JprismaException ({@link dev.jprisma.state.ErrorKind#INVALID}) if it cannot be one
     */
    String chosen(Console console) {
        if (password == null) {
            return null;
        }
        String text = password.equals(ASK) ? console.askSecret("Password: ") : password;
        return InstancePassword.chosenOrRandom(text).text();
    }
}
