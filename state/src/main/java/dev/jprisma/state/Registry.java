package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The instances of a home, one JSON file each, so that what is corrupt is corrupt alone.
 *
 * <p>Anyone may read, at any moment, and sees whole records. Only the process that holds {@link JprismaHome#daemonLock}
 * writes. Safe for threads: a record is replaced in one step.
 */
public final class Registry {
    private static final String RECORD = "instance.json";

    private final JprismaHome home;

    public Registry(JprismaHome home) {
        this.home = home;
    }

    /** All instances, by name. */
    public List<RegistryEntry> list() {
        try (Stream<Path> directories = Files.list(home.instances())) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(InstanceName::isValid)
                    .sorted()
                    .flatMap(name -> find(new InstanceName(name)).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE, "Cannot read " + home.instances() + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** The instance of this name, if it was ever made. */
    public Optional<RegistryEntry> find(InstanceName name) {
        Path file = recordOf(name);
        try {
            return Optional.of(parse(name, file, Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    RegistryEntry.unreadable(name, "its record " + file + " cannot be read: " + JprismaHome.reason(e)));
        }
    }

    private static RegistryEntry parse(InstanceName name, Path file, String json) {
        try {
            JsonObject object = Json.parse(json);
            long version = object.number("schemaVersion");
            if (version > InstanceRecord.SCHEMA_VERSION) {
                return RegistryEntry.unreadable(
                        name,
                        "its record " + file + " was written by a newer jprisma (schema " + version
                                + ", this one reads " + InstanceRecord.SCHEMA_VERSION + "): use that version");
            }
            InstanceRecord record = object.to(InstanceRecord.class);
            return record.name().equals(name)
                    ? RegistryEntry.of(record)
                    : RegistryEntry.unreadable(name, damaged(file));
        } catch (IllegalArgumentException | JprismaException e) {
            return RegistryEntry.unreadable(name, damaged(file));
        }
    }

    private static String damaged(Path file) {
        return "its record " + file + " is damaged; its data is untouched. Move the file away and start the instance"
                + " again, and it gets a new record and keeps its data";
    }

    /** Writes a record, new or changed. The caller is the daemon. */
    public void save(InstanceRecord record) {
        try {
            JprismaHome.createPrivateDirectories(home.instanceDirectory(record.name()));
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make " + home.instanceDirectory(record.name()) + " (" + JprismaHome.reason(e) + ")",
                    e);
        }
        AtomicFile.write(recordOf(record.name()), Json.writeIndented(record));
    }

    private Path recordOf(InstanceName name) {
        return home.instanceDirectory(name).resolve(RECORD);
    }
}
