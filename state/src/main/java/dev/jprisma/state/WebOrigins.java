package dev.jprisma.state;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Origins of web pages in the form in which browsers send them (RFC 6454, section 6.2): scheme, host, and a port unless
 * it is the scheme's own.
 */
public final class WebOrigins {
    private static final Pattern VALID =
            Pattern.compile("[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[1-9][0-9]{0,4})?");
    private static final Pattern OWN_PORT = Pattern.compile("http://.*:80|https://.*:443");

    private WebOrigins() {}

    /**
     * The same, each once.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if one is no origin
     */
    public static List<String> checked(List<String> origins) {
        return origins.stream().map(WebOrigins::checked).distinct().toList();
    }

    private static String checked(Object origin) {
        if (origin instanceof String text
                && VALID.matcher(text).matches()
                && !OWN_PORT.matcher(text).matches()) {
            return text;
        }
        throw new JprismaException(
                ErrorKind.INVALID,
                "'" + origin + "' is no origin of web pages: write it as browsers send it, like http://localhost:3000");
    }
}
