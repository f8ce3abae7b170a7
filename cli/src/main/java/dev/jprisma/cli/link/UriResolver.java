package dev.jprisma.cli.link;

import dev.jprisma.state.ConnectionUri;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes a URL say everything, since the daemon that uses it has another environment and another folder: what a service
 * and the password file say, the defaults of libpq, and where files are. {@code PGHOST} and its like are not read: they
 * are often those of another instance.
 */
public final class UriResolver {
    private static final List<String> FILES = List.of("sslrootcert", "sslcert", "sslkey");

    private final UnaryOperator<String> environment;
    private final Path userHome;
    private final String userName;
    private final Consumer<String> notes;

    /**
     * @param environment gives a variable, null if it is not set
     * @param notes takes what the user should know
     */
    public UriResolver(UnaryOperator<String> environment, Path userHome, String userName, Consumer<String> notes) {
        this.environment = environment;
        this.userHome = userHome;
        this.userName = userName;
        this.notes = notes;
    }

    /** One for the user and the environment of this process. */
    public static UriResolver ofThisProcess(Consumer<String> notes) {
        return new UriResolver(
                System::getenv, Path.of(System.getProperty("user.home")), System.getProperty("user.name"), notes);
    }

    /**
     * @throws JprismaException ({@link ErrorKind#INVALID}) if the URL, the service or the password file cannot be used
     */
    public ConnectionUri resolve(String text) {
        ConnectionUri uri = ConnectionUri.parse(text);
        String service = uri.parameter("service");
        if (service != null) {
            Map<String, String> said = new LinkedHashMap<>(serviceFile().service(service));
            said.remove("service");
            uri = uri.withDefaults(new ConnectionUri(List.of(), null, null, null, Map.of()).with(said));
        }
        String user = uri.user() == null ? userName : uri.user();
        uri = uri.withDefaults(new ConnectionUri(
                List.of(new ServerHost("localhost", ServerHost.DEFAULT_PORT)),
                user,
                null,
                uri.database() == null ? user : uri.database(),
                Map.of()));
        uri = withPassword(uri).without("service", "passfile");
        return uri.with(filesOf(uri));
    }

    private ServiceFile serviceFile() {
        String named = environment.apply("PGSERVICEFILE");
        if (named != null) {
            return new ServiceFile(Path.of(named));
        }
        Path own = userHome.resolve(".pg_service.conf");
        String system = environment.apply("PGSYSCONFDIR");
        return new ServiceFile(
                Files.exists(own) || system == null ? own : Path.of(system).resolve("pg_service.conf"));
    }

    private ConnectionUri withPassword(ConnectionUri uri) {
        if (uri.password() != null) {
            return uri;
        }
        String named = uri.parameter("passfile");
        if (named == null) {
            named = environment.apply("PGPASSFILE");
        }
        Path file = named == null ? userHome.resolve(".pgpass") : Path.of(named);
        String found = new PasswordFile(file, notes).passwordOf(uri);
        return found == null
                ? uri
                : new ConnectionUri(uri.hosts(), uri.user(), found, uri.database(), uri.parameters());
    }

    /** Where the files are that it names, and those that libpq looks for by itself. */
    private Map<String, String> filesOf(ConnectionUri uri) {
        Map<String, String> files = new LinkedHashMap<>();
        if ("disable".equals(uri.parameter("sslmode"))) {
            return files;
        }
        for (String name : FILES) {
            String value = uri.parameter(name);
            if (value != null && !(name.equals("sslrootcert") && value.equals("system"))) {
                files.put(name, Path.of(value).toAbsolutePath().normalize().toString());
            }
        }
        Path folder = userHome.resolve(".postgresql");
        if (uri.parameter("sslrootcert") == null) {
            putIfThere(files, "sslrootcert", folder.resolve("root.crt"));
        }
        if (uri.parameter("sslcert") == null) {
            putIfThere(files, "sslcert", folder.resolve("postgresql.crt"));
        }
        if (uri.parameter("sslkey") == null && (files.containsKey("sslcert") || uri.parameter("sslcert") != null)) {
            putIfThere(files, "sslkey", folder.resolve("postgresql.key"));
        }
        return files;
    }

    private static void putIfThere(Map<String, String> files, String name, Path file) {
        if (Files.isRegularFile(file)) {
            files.put(name, file.toString());
        }
    }
}
