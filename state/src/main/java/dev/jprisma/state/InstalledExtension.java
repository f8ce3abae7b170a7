package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * An extension of PostgreSQL's that was added to a home, for all servers of a major version.
 *
 * @param name as {@code CREATE EXTENSION} takes it
 * @param major the version of PostgreSQL it is for
 * @param version the one that {@code CREATE EXTENSION} makes, or null
 * @param comment what it is, or null
 * @param preload names of its libraries that work only where they are loaded as the server starts
 * @param requires names of extensions that it needs
 * @param files in the folder of its version's, its control file last
 * @param source what it was made from
 */
public record InstalledExtension(
        String name,
        int major,
        String version,
        String comment,
        List<String> preload,
        List<String> requires,
        List<String> files,
        String source,
        Instant addedAt) {
    public InstalledExtension {
        requireNonNull(name, "name");
        requireNonNull(addedAt, "addedAt");
        preload = preload == null ? List.of() : List.copyOf(preload);
        requires = requires == null ? List.of() : List.copyOf(requires);
        files = files == null ? List.of() : List.copyOf(files);
    }
}
