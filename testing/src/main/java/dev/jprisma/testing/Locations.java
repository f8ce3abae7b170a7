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

/**
 * Where migrations are, as Flyway takes it: {@code filesystem:FOLDER}, or {@code classpath:FOLDER}, which is meant if
 * neither is said; with wildcards. A file can be named too.
 */
final class Locations {
    private static final String FILE_SYSTEM = "filesystem:";
    private static final String CLASS_PATH = "classpath:";

    private Locations() {}

    /**
     * Adds a location and the content of all files at it.
     *
     * @throws IOException if there is nothing
     */
    static void add(String location, ContentHash hash) throws IOException {
        hash.add(location);
        if (location.startsWith(FILE_SYSTEM)) {
            addFiles(hash, Path.of(withoutWildcards(location.substring(FILE_SYSTEM.length()))));
        } else {
            addResources(hash, withoutWildcards(location.replaceFirst("^" + CLASS_PATH + "/?", "")));
        }
    }

    /** The folder above the first wildcard: what is in it and does not match does no harm. */
    private static String withoutWildcards(String location) {
        String[] beforeWildcard = location.split("[*?]", 2);
        return beforeWildcard.length == 1 ? location : beforeWildcard[0].replaceFirst("/?[^/]*$", "");
    }

    private static void addResources(ContentHash hash, String name) throws IOException {
        List<URL> found = Collections.list(classLoader().getResources(name));
        if (found.isEmpty()) {
            throw new IOException("there is no " + name + " on the class path");
        }
        for (URL url : found) {
            URI uri = uriOf(url);
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(
                        Path.of(URI.create(uri.getRawSchemeSpecificPart().split("!")[0])), Map.of())) {
                    addFiles(hash, jar.getPath("/" + name));
                }
            } else {
                addFiles(hash, Path.of(uri));
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

    private static void addFiles(ContentHash hash, Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                hash.add(place.relativize(file).toString()).add(Files.readAllBytes(file));
            }
        }
    }

    static ClassLoader classLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null ? ofThread : Locations.class.getClassLoader();
    }
}
