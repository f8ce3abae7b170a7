package dev.jprisma.postgres;

import dev.jprisma.postgres.wire.ChannelBinding;
import dev.jprisma.postgres.wire.ConnectionOptions;
import dev.jprisma.postgres.wire.ServerAddress;
import dev.jprisma.postgres.wire.TargetSession;
import dev.jprisma.postgres.wire.TlsMode;
import dev.jprisma.postgres.wire.TlsSettings;
import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a server elsewhere is reached. */
public final class UpstreamAddress {
    /** Of libpq: less is not enough for any name to be looked up. */
    private static final int LEAST_TIMEOUT_SECONDS = 2;

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private UpstreamAddress() {}

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if its URL says something that cannot be */
    public static ServerAddress of(Upstream upstream) {
        ConnectionUri uri = upstream.uri();
        TlsMode mode = oneOf(uri, "sslmode", TlsMode.values(), isSystem(uri) ? TlsMode.VERIFY_FULL : TlsMode.PREFER);
        if (isSystem(uri) && mode != TlsMode.VERIFY_FULL) {
            throw invalid("sslrootcert=system trusts so many that it takes sslmode=verify-full");
        }
        TlsSettings tls = new TlsSettings(
                mode,
                isSystem(uri) ? TlsSettings.SYSTEM : file(uri, "sslrootcert"),
                file(uri, "sslcert"),
                file(uri, "sslkey"),
                uri.parameter("sslpassword"),
                oneOf(uri, "channel_binding", ChannelBinding.values(), ChannelBinding.PREFER));
        return new ServerAddress(
                uri.hosts(),
                uri.user(),
                uri.password() == null ? "" : uri.password(),
                uri.database(),
                startupParameters(uri),
                new ConnectionOptions(
                        tls,
                        oneOf(uri, "target_session_attrs", TargetSession.values(), TargetSession.ANY),
                        connectTimeout(uri),
                        SILENCE,
                        upstream.pooler() || "true".equals(uri.parameter("pgbouncer"))));
    }

    private static boolean isSystem(ConnectionUri uri) {
        return TlsSettings.SYSTEM.toString().equals(uri.parameter("sslrootcert"));
    }

    private static Path file(ConnectionUri uri, String name) {
        return uri.parameter(name) == null ? null : Path.of(uri.parameter(name));
    }

    private static Map<String, String> startupParameters(ConnectionUri uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Stream.of("application_name", "options")
                .filter(name -> uri.parameter(name) != null)
                .forEach(name -> parameters.put(name, uri.parameter(name)));
        return parameters;
    }

    private static Duration connectTimeout(ConnectionUri uri) {
        String text = uri.parameter("connect_timeout");
        if (text == null) {
            return null;
        }
        try {
            int seconds = Integer.parseInt(text);
            return seconds <= 0 ? null : Duration.ofSeconds(Math.max(LEAST_TIMEOUT_SECONDS, seconds));
        } catch (NumberFormatException e) {
            throw invalid("connect_timeout is a number of seconds");
        }
    }

    private static <T> T oneOf(ConnectionUri uri, String name, T[] values, T otherwise) {
        String text = uri.parameter(name);
        if (text == null) {
            return otherwise;
        }
        return Stream.of(values)
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(name + " is one of "
                        + Stream.of(values).map(Object::toString).collect(Collectors.joining(", "))));
    }

    private static JprismaException invalid(String why) {
        return new JprismaException(ErrorKind.INVALID, "That is no URL of a database: " + why);
    }
}
