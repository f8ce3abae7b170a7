package dev.jprisma.postgres;

import dev.jprisma.state.DiskSync;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FormerServerFiles;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.Liveness;
import dev.jprisma.state.ServerFiles;
import dev.jprisma.state.SharedFolder;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Root's clusters that versions before this left elsewhere, or in folders that the server's user could write. */
final class FormerClusters {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final JprismaHome home;
    private final ServerFiles files;
    private final Privileges privileges;

    FormerClusters(JprismaHome home, ServerFiles files, Privileges privileges) {
        this.home = home;
        this.files = files;
        this.privileges = privileges;
    }

    /**
     * Moves an instance's to where it belongs now, in one step, and gives it to the server's user. No server runs on
     * it.
     */
    void takeIn(InstanceRecord instance, Consumer<String> progress) throws IOException {
        InstanceName name = instance.name();
        Path place = files.newDataDirectory(name);
        Optional<Path> former = files.formerDataDirectory(name);
        if (!files.areOutside() || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (former.isEmpty()) {
            requireNoOriginal(instance);
            return;
        }
        if (Liveness.postmasterOf(former.get()).isPresent()) {
            return;
        }
        progress.accept("Moving the data of " + name + " to " + place + ", where it is PostgreSQL's own (once)");
        SharedFolder.create(place.getParent());
        if (former.get().startsWith(home.root())) {
            moveFromHome(former.get(), place);
        } else {
            takeOverParentsOf(former.get());
            Files.move(former.get(), place, StandardCopyOption.ATOMIC_MOVE);
            discardFormerIfEmpty();
        }
    }

    private void requireNoOriginal(InstanceRecord instance) {
        Optional<Path> original = files.original();
        if (original.isPresent() && instance.hasRun()) {
            throw new JprismaException(
                    ErrorKind.HOME_UNUSABLE,
                    instance.name() + " has no data here: this home is a copy of " + original.get()
                            + ", which has it. Use that one (JPRISMA_HOME=" + original.get()
                            + "), or delete the name here: jprisma dev rm " + instance.name());
        }
    }

    /** In the home, which that user cannot enter, it is given to him where it is. */
    private void moveFromHome(Path former, Path place) throws IOException {
        try {
            own(former);
            Files.move(former, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Path workshop = files.root().resolve("moving");
            if (!Files.isDirectory(workshop)) {
                JprismaHome.createPrivateDirectory(workshop);
            }
            try (Unfinished next = Unfinished.in(workshop)) {
                run(List.of("cp", "-a", former.toString(), next.path().toString()));
                DiskSync.tree(next.path());
                next.becomes(place);
            }
            FileTrees.delete(former);
        }
    }

    private void own(Path tree) throws IOException {
        run(List.of(
                "chown",
                "-R",
                "-h",
                privileges.user().uid() + ":" + privileges.user().gid(),
                tree.toString()));
    }

    private static void run(List<String> command) throws IOException {
        Program.Result result = Program.run(command, LIMIT);
        if (!result.succeeded()) {
            throw new IOException(command.get(0) + " says: " + result.output());
        }
    }

    /** From the top: once a folder is root's, nobody can replace the next. */
    private void takeOverParentsOf(Path cluster) throws IOException {
        Path root = FormerServerFiles.outsideOf(home);
        SharedFolder.takeOver(root);
        for (Path part : root.relativize(cluster.getParent())) {
            root = root.resolve(part);
            SharedFolder.takeOver(root);
        }
    }

    /** Deletes what of an instance is there. */
    void discard(InstanceName name) throws IOException {
        Path folder = FormerServerFiles.outsideOf(home).resolve("instances").resolve(name.value());
        if (files.areOutside() && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            takeOverParentsOf(folder.resolve("data"));
            FileTrees.delete(folder);
            discardFormerIfEmpty();
        }
    }

    /** With the last instance go the binaries and templates, which that user could have changed. */
    private void discardFormerIfEmpty() throws IOException {
        Path root = FormerServerFiles.outsideOf(home);
        try (Stream<Path> left = Files.list(root.resolve("instances"))) {
            if (left.anyMatch(instance -> Files.isDirectory(instance.resolve("data"), LinkOption.NOFOLLOW_LINKS))) {
                return;
            }
        }
        FileTrees.delete(root);
    }
}
