package dev.jprisma.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** Flyway's migrations, SQL and Java, known by all files at their locations. */
record FlywayMigrations(List<String> locations) implements MigrationSource {
    private static final String FILE_SYSTEM = "filesystem:";
    private static final String CLASS_PATH = "classpath:";
    private static final String DEFAULT_LOCATION = CLASS_PATH + "db/migration";

    static FlywayMigrations at(String... locations) {
        return new FlywayMigrations(locations.length == 0 ? List.of(DEFAULT_LOCATION) : List.of(locations));
    }

    @Override
    public String contentHash() throws IOException {
        ContentHash hash = new ContentHash().add("flyway");
        for (String location : locations) {
            hash.add(location);
            if (location.startsWith(FILE_SYSTEM)) {
                addFolder(hash, Path.of(withoutWildcards(location.substring(FILE_SYSTEM.length()))));
            } else {
                addResources(hash, withoutWildcards(location.replaceFirst("^" + CLASS_PATH + "/?", "")));
            }
        }
        return hash.text();
    }

    /** The folder above the first wildcard: what is in it and does not match does no harm. */
    private static String withoutWildcards(String location) {
        String[] beforeWildcard = location.split("[*?]", 2);
        return beforeWildcard.length == 1 ? location : beforeWildcard[0].replaceFirst("/?[^/]*$", "");
    }

    private void addResources(ContentHash hash, String name) throws IOException {
        List<URL> found = Collections.list(classLoader().getResources(name));
        if (found.isEmpty()) {
            throw new IOException("there is no " + name + " on the class path");
        }
        for (URL url : found) {
            URI uri = uriOf(url);
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(
                        Path.of(URI.create(uri.getRawSchemeSpecificPart().split("!")[0])), Map.of())) {
                    addFolder(hash, jar.getPath("/" + name));
                }
            } else {
                addFolder(hash, Path.of(uri));
            }
        }
    }

    private static URI uriOf(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void addFolder(ContentHash hash, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                hash.add(folder.relativize(file).toString()).add(Files.readAllBytes(file));
            }
        }
    }

    @Override
    public void migrate(TestDatabase database) {
        Flyway.configure(classLoader())
                .dataSource(database.dataSource())
                .locations(locations.toArray(String[]::new))
                .load()
                .migrate();
    }

    private static ClassLoader classLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null ? ofThread : FlywayMigrations.class.getClassLoader();
    }

    @Override
    public String toString() {
        return "Flyway's migrations at " + String.join(", ", locations);
    }
}
