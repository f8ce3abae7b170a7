package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The extensions that were added to a home for servers of one major version: their files together, as PostgreSQL looks
 * for them, and beside them what each consists of. It need not exist. A value.
 *
 * <pre>
 * share/extension/NAME.control  NAME--VERSION.sql    from 18 on {@code extension_control_path} leads there
 * lib/LIBRARY.so                                     and {@code dynamic_library_path}
 * NAME.json                                          {@link InstalledExtension}
 * </pre>
 *
 * @param path of the folder
 */
public record ExtensionFolder(Path path) {
    /** Where PostgreSQL expects it below a share directory. */
    public static final String EXTENSION = "extension";

    private static final String JSON = ".json";

    /** That of a major version. */
    public static ExtensionFolder of(ServerFiles files, int major) {
        return new ExtensionFolder(root(files).resolve(Integer.toString(major)));
    }

    /** The folder of all of them. */
    public static Path root(ServerFiles files) {
        return files.root().resolve("extensions");
    }

    /** Those of every version that has some, the newest version first. */
    public static List<InstalledExtension> all(ServerFiles files) {
        List<InstalledExtension> found = new ArrayList<>();
        for (int major = PostgresChoice.NEWEST; major >= PostgresChoice.OLDEST; major--) {
            found.addAll(of(files, major).installed());
        }
        return found;
    }

    /** In it is the folder of control files and scripts. */
    public Path share() {
        return path.resolve("share");
    }

    /** The libraries. */
    public Path lib() {
        return path.resolve("lib");
    }

    /** The note of what an extension consists of. */
    public Path note(String name) {
        return path.resolve(name + JSON);
    }

    /**
     * Those that were added, by name.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if that cannot be read
     */
    public List<InstalledExtension> installed() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<InstalledExtension> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(path)) {
            for (Path note : (Iterable<Path>)
                    entries.filter(entry -> entry.toString().endsWith(JSON)).sorted()::iterator) {
                read(note).filter(this::isWhole).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw unreadable(path, JprismaHome.reason(e), e);
        }
        return found;
    }

    /** Its control file was put there last. */
    private boolean isWhole(InstalledExtension extension) {
        List<String> files = extension.files();
        return !files.isEmpty() && Files.exists(path.resolve(files.get(files.size() - 1)));
    }

    /** One of them, also one that was not added to its end. */
    public Optional<InstalledExtension> find(String name) {
        return read(note(name));
    }

    private static Optional<InstalledExtension> read(Path note) {
        try {
            return Optional.of(RecordJson.parse(HomeFile.read(note)).to(InstalledExtension.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(note, JprismaHome.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(note, e.getMessage() + "; add the extension again", e);
        }
    }

    private static JprismaException unreadable(Path path, String why, Exception cause) {
        return new JprismaException(ErrorKind.HOME_UNUSABLE, path + " cannot be read (" + why + ")", cause);
    }
}
