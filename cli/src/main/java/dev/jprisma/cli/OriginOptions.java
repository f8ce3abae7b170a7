package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.WebOrigins;
import java.util.List;
import picocli.CommandLine.Option;

/** The web pages that a user lets in. */
final class OriginOptions {
    private static final String NONE = "none";

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Let web pages of ORIGIN, such as http://localhost:3000, use the HTTP port; can be repeated."
                    + " It is remembered; 'none' takes it back.")
    private List<String> origins;

    /**
     * Null if none was named.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if one is no origin
     */
    List<String> allowed() {
        if (origins == null) {
            return null;
        }
        return origins.equals(List.of(NONE)) ? List.of() : WebOrigins.checked(origins);
    }
}
