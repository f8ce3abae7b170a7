package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The projects of a home, a JSON file each. As with the {@link Registry}, anyone may read and only the daemon writes.
 * Safe for threads.
 *
 * <p>Of a project whose file is damaged the name is lost: it is called by its id then, and can be given a name again.
 */
public final class ProjectRegistry {
    private static final String SUFFIX = ".json";

    private final JprismaHome home;

    public ProjectRegistry(JprismaHome home) {
        this.home = home;
    }

    /**
     * All of them, the oldest first, and the one that every home has before these.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if their folder cannot be read
     */
    public List<ProjectRecord> list() {
        try (Stream<Path> files = Files.list(home.projects())) {
            Stream<ProjectRecord> recorded = files.map(
                            file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .flatMap(id -> find(id).stream())
                    .sorted(Comparator.comparing(ProjectRecord::createdAt).thenComparing(ProjectRecord::id));
            return Stream.concat(Stream.of(ProjectRecord.LOCAL), recorded).toList();
        } catch (NoSuchFileException none) {
            return List.of(ProjectRecord.LOCAL);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + home.projects() + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** The project of that id, which may be any text. */
    public Optional<ProjectRecord> find(String id) {
        if (id.equals(ProjectRecord.LOCAL_ID)) {
            return Optional.of(ProjectRecord.LOCAL);
        }
        if (!ResourceId.PROJECT.isOne(id)) {
            return Optional.empty();
        }
        Path file = fileOf(id);
        try {
            ProjectRecord project = RecordJson.parse(HomeFile.read(file)).to(ProjectRecord.class);
            return Optional.of(project.id().equals(id) ? project : damaged(id));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(damaged(id));
        }
    }

    private static ProjectRecord damaged(String id) {
        return new ProjectRecord(ProjectRecord.SCHEMA_VERSION, id, id, Instant.EPOCH, null);
    }

    /** Writes a project, new or changed. The caller is the daemon. */
    public void save(ProjectRecord project) {
        try {
            if (!Files.isDirectory(home.projects())) {
                JprismaHome.createPrivateDirectories(home.projects());
                DiskSync.folder(home.root());
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot make " + home.projects() + " (" + JprismaHome.reason(e) + ")", e);
        }
        AtomicFile.write(fileOf(project.id()), RecordJson.writeIndented(project));
    }

    /** From now on there is no such project; false if there was none. The caller is the daemon. */
    public boolean delete(String id) {
        return AtomicFile.delete(fileOf(id));
    }

    private Path fileOf(String id) {
        return home.projects().resolve(id + SUFFIX);
    }
}
