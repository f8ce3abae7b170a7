package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ErrorAdvice;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.state.PostgresChoice;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An extension that a server of ours has not can be added, for which PostgreSQL's own hint does not know the way. */
public enum ExtensionAdvice implements ErrorAdvice {
    INSTANCE;

    private static final String FEATURE_NOT_SUPPORTED = "0A000";
    private static final Pattern NOT_AVAILABLE = Pattern.compile("extension \"([A-Za-z0-9_-]+)\" is not available");

    @Override
    public ServerError on(ServerError error, String version) {
        if (!FEATURE_NOT_SUPPORTED.equals(error.code()) || error.message() == null) {
            return error;
        }
        Matcher missing = NOT_AVAILABLE.matcher(error.message());
        return missing.matches()
                ? error.withHint("Add it to jprisma: " + command(missing.group(1), majorOf(version)))
                : error;
    }

    private static int majorOf(String version) {
        return version == null ? PostgresChoice.NEWEST : Integer.parseInt(version.split("\\D", 2)[0]);
    }

    /** What brings an extension to servers of that major version. */
    public static String command(String extension, int major) {
        return "jprisma extension add " + extension
                + (major == PostgresChoice.NEWEST ? "" : " --postgres-version " + major);
    }
}
