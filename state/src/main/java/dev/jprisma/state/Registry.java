package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The instances of a home, one JSON file each, so that what is corrupt is corrupt alone.
 *
 * <p>Anyone may read, at any moment, and sees whole records. Only the process that holds {@link JprismaHome#daemonLock}
 * writes. Safe for threads: a record is replaced in one step.
 *
 * <p>A file says which home it was written in. In a copy of that home its instance has never run, and data outside the
 * home stays the other's.
 *
 * <p>A file system may take two names for one, as those do that fold case. That is told by the folder found under a
 * name: its record has, and its parent lists, another that differs in capital letters alone. Such a name is refused.
 */
public final class Registry {
    private static final String RECORD = "instance.json";
    private static final String HOME = "home";

    /** @param path where it was */
    record WrittenIn(HomeIdentity identity, String path) {
        WrittenIn {
            requireNonNull(identity, "identity");
            requireNonNull(path, "path");
        }
    }

    private final JprismaHome home;

    public Registry(JprismaHome home) {
        this.home = home;
    }

    /**
     * All instances, by name.
     *
     * @throws JprismaException ({@link ErrorKind#HOME_UNUSABLE}) if their folder cannot be read; what is wrong with one
     *     of them is in its entry
     */
    public List<RegistryEntry> list() {
        List<RegistryEntry> entries = new ArrayList<>();
        for (String name : namesOfFolders()) {
            Optional<RegistryEntry> entry = find(new InstanceName(name));
            if (entry.isPresent()) {
                entries.add(entry.get());
            }
        }
        return Collections.unmodifiableList(entries);
    }

    /** In order. */
    private List<String> namesOfFolders() {
        List<String> names = new ArrayList<>();
        for (String name : namesIn(home.instances())) {
            if (InstanceName.isValid(name)) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    private String[] namesIn(Path folder) {
        // Of the JVM's own start; a stream of the folder loads what makes lambdas.
        String[] names = folder.toFile().list();
        if (names != null) {
            return names;
        }
        // Says why.
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
        } catch (NoSuchFileException e) {
            return new String[0];
        } catch (IOException e) {
            throw unreadableFolder(e);
        } catch (UncheckedIOException e) {
            throw unreadableFolder(e.getCause());
        }
    }

    /**
     * Deletes folders of instances that were never recorded, since the daemon that made them was killed just then. The
     * caller is a daemon that makes none yet.
     */
    public void deleteUnrecorded() {
        try (Stream<Path> directories = Files.list(home.instances())) {
            for (Path directory : directories.filter(Files::isDirectory).toList()) {
                deleteIfUnrecorded(directory);
            }
        } catch (NoSuchFileException none) {
            return;
        } catch (IOException e) {
            throw unreadableFolder(e);
        }
    }

    private static void deleteIfUnrecorded(Path directory) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(directory)) {
            left = files.toList();
        }
        if (left.stream().allMatch(AtomicFile::isUnfinished)) {
            for (Path file : left) {
                Files.delete(file);
            }
            Files.delete(directory);
        }
    }

    private JprismaException unreadableFolder(IOException cause) {
        return new JprismaException(
                ErrorKind.HOME_UNUSABLE,
                "Cannot read " + home.instances() + " (" + JprismaHome.reason(cause)
                        + "). The home is named by JPRISMA_HOME; what is wrong with it: jprisma doctor",
                cause);
    }

    /** The instance of this name, if it was ever made. */
    public Optional<RegistryEntry> find(InstanceName name) {
        Path file = recordOf(name);
        try {
            return Optional.of(parse(name, file, HomeFile.read(file)));
        } catch (NoSuchFileException e) {
            return hasRun(file.getParent())
                    ? Optional.of(RegistryEntry.lost(
                            name,
                            "its record " + file + " is gone; its data is untouched. It gets a new record by:"
                                    + " jprisma dev start " + name))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(RegistryEntry.unreadable(name, "its record " + file + " " + HomeFile.cannotBeRead(e)));
        }
    }

    private static boolean hasRun(Path directory) {
        return Files.exists(directory.resolve("postgres.log"));
    }

    private RegistryEntry parse(InstanceName name, Path file, String json) {
        try {
            JsonObject object = RecordJson.parse(json);
            long version = object.number("schemaVersion");
            if (version > InstanceRecord.SCHEMA_VERSION) {
                return RegistryEntry.unreadable(
                        name,
                        "its record " + file + " was written by a newer jprisma (schema " + version
                                + ", this one reads " + InstanceRecord.SCHEMA_VERSION + "): use that version");
            }
            InstanceRecord record = object.to(InstanceRecord.class);
            Path unused = Path.of(record.dataDirectory());
            if (!record.name().equals(name) && InstanceRenaming.isUnderWay(home, record.name(), name)) {
                record = record.named(name);
            } else if (!record.name().equals(name)) {
                return RegistryEntry.unreadable(
                        name,
                        FoldedName.isUsed(name.value(), record.name().value(), file.getParent())
                                ? FoldedName.refusal(record.name() + ", which is another instance")
                                : damaged(name, file));
            }
            return inThisHome(record, object);
        } catch (IllegalArgumentException | JprismaException e) {
            return RegistryEntry.unreadable(name, damaged(name, file));
        }
    }

    private static String damaged(InstanceName name, Path file) {
        return "its record " + file + " is damaged; its data is untouched. Move the file away and start the instance"
                + " again (jprisma dev start " + name + "), and it gets a new record and keeps its data";
    }

    private RegistryEntry inThisHome(InstanceRecord record, JsonObject file) {
        if (!(file.members().get(HOME) instanceof JsonObject recorded)) {
            return RegistryEntry.of(record);
        }
        WrittenIn there = recorded.to(WrittenIn.class);
        if (there.identity().equals(HomeIdentity.of(home))) {
            return RegistryEntry.of(record);
        }
        boolean here = there.path().equals(home.root().toString());
        if (!here && Path.of(record.dataDirectory()).isAbsolute()) {
            return RegistryEntry.unreadable(
                    record.name(),
                    "its data " + record.dataDirectory() + " belongs to the home " + there.path()
                            + ", of which this one is a copy. Remove it here, where nothing of it is: jprisma dev rm "
                            + record.name());
        }
        return RegistryEntry.of(record.stopped());
    }

    /** Writes a record, new or changed. The caller is the daemon. */
    public void save(InstanceRecord record) {
        try {
            Path directory = home.instanceDirectory(record.name());
            if (!Files.isDirectory(directory)) {
                JprismaHome.createPrivateDirectories(directory);
                DiskSync.folder(home.instances());
            }
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    "Cannot make " + home.instanceDirectory(record.name()) + " (" + JprismaHome.reason(e) + ")",
                    e);
        }
        Map<String, Object> members = new LinkedHashMap<>(JsonObject.of(record).members());
        members.put(
                HOME,
                JsonObject.of(new WrittenIn(HomeIdentity.of(home), home.root().toString())));
        AtomicFile.write(recordOf(record.name()), RecordJson.writeIndented(new JsonObject(members)));
    }

    private Path recordOf(InstanceName name) {
        return home.instanceDirectory(name).resolve(RECORD);
    }
}
