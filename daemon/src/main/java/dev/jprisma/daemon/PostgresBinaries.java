package dev.jprisma.daemon;

import dev.jprisma.postgres.Installations;
import dev.jprisma.postgres.PostgresInstallation;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.Registry;
import dev.jprisma.state.control.AddPostgres;
import dev.jprisma.state.control.AddedPostgres;
import dev.jprisma.state.control.PostgresVersion;
import dev.jprisma.state.control.PostgresVersion.Source;
import dev.jprisma.state.control.PostgresVersions;
import dev.jprisma.state.control.RemovePostgres;
import dev.jprisma.state.control.RemovedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the home has of PostgreSQL, besides what is packed. Safe for threads. */
final class PostgresBinaries {
    private final PostgresBootstrap bootstrap;
    private final Registry registry;

    PostgresBinaries(PostgresBootstrap bootstrap, Registry registry) {
        this.bootstrap = bootstrap;
        this.registry = registry;
    }

    PostgresVersions list() {
        Installations installations = installations();
        List<PostgresVersion> versions = new ArrayList<>();
        for (int major = PostgresChoice.NEWEST; major >= PostgresChoice.OLDEST; major--) {
            List<PostgresInstallation> here = installations.of(major);
            String newest = installations.newestVersion(major);
            boolean isPacked = major == PostgresChoice.NEWEST;
            if (here.stream().noneMatch(it -> it.version().equals(newest))) {
                Source source = isPacked ? Source.PACKED : Source.AVAILABLE;
                versions.add(new PostgresVersion(
                        newest, source, null, here.isEmpty() ? instancesOn(PostgresChoice.of(major)) : List.of()));
            }
            // Instances take the newest that is here.
            for (PostgresInstallation installation : here) {
                boolean isNewest = installation == here.get(0);
                versions.add(new PostgresVersion(
                        installation.version(),
                        isPacked && installation.version().equals(newest) ? Source.PACKED : Source.FETCHED,
                        installation.directory().toString(),
                        isNewest ? instancesOn(PostgresChoice.of(major)) : List.of()));
            }
        }
        addThoseOfTheMachine(versions);
        return new PostgresVersions(versions);
    }

    private void addThoseOfTheMachine(List<PostgresVersion> versions) {
        instances()
                .filter(instance -> instance.postgresHome() != null)
                .map(instance -> new PostgresVersion(
                        instance.postgresVersion(),
                        Source.MACHINE,
                        instance.postgresHome(),
                        instancesOn(instance.postgres())))
                .distinct()
                .forEach(versions::add);
    }

    AddedPostgres add(AddPostgres request, Consumer<String> progress) {
        Installations installations = installations();
        requireKnown(request.version(), installations);
        List<String> before = versions(installations.all());
        PostgresInstallation added = request.file() == null
                ? installations.addNewest(majorOf(request.version()), progress)
                : installations.addFile(Path.of(request.file()), progress);
        bootstrap.forget(added.major());
        return new AddedPostgres(added.version(), before.contains(added.version()));
    }

    private static void requireKnown(String version, Installations installations) {
        if (version == null || version.equals(Integer.toString(majorOf(version)))) {
            return;
        }
        String newest = installations.newestVersion(majorOf(version));
        if (!version.equals(newest)) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "Of PostgreSQL " + majorOf(version) + " this jprisma knows " + newest + ", and not " + version
                            + ": jprisma postgres add " + majorOf(version));
        }
    }

    /** @throws JprismaException if there are none, or an instance has data of theirs */
    RemovedPostgres remove(RemovePostgres request) {
        int major = majorOf(request.version());
        Installations installations = installations();
        List<PostgresInstallation> all = installations.of(major);
        List<PostgresInstallation> wanted = all.stream()
                .filter(it -> it.version().equals(request.version())
                        || request.version().equals("" + major))
                .toList();
        boolean isPacked = major == PostgresChoice.NEWEST;
        if (isPacked && (wanted.isEmpty() || versions(wanted).contains(installations.newestVersion(major)))) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "PostgreSQL " + request.version() + " comes with jprisma, and stays as long as jprisma does");
        }
        if (wanted.isEmpty()) {
            throw new JprismaException(
                    ErrorKind.NOT_FOUND,
                    "PostgreSQL " + request.version() + " is not in this home: jprisma postgres ls shows what is");
        }
        List<String> users = instancesOn(PostgresChoice.of(major));
        if (!users.isEmpty() && wanted.size() == all.size()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "PostgreSQL " + request.version() + " is what these run on: " + String.join(", ", users)
                            + ". Delete them first (jprisma dev rm NAME), or upgrade them (jprisma dev upgrade NAME)");
        }
        for (PostgresInstallation installation : wanted) {
            installations.remove(installation);
        }
        bootstrap.forget(major);
        return new RemovedPostgres(versions(wanted));
    }

    private static int majorOf(String version) {
        try {
            return PostgresChoice.majorOf(version);
        } catch (IllegalArgumentException e) {
            throw new JprismaException(ErrorKind.INVALID, e.getMessage(), e);
        }
    }

    private static List<String> versions(List<PostgresInstallation> installations) {
        return installations.stream().map(PostgresInstallation::version).toList();
    }

    private List<String> instancesOn(PostgresChoice choice) {
        return instances()
                .filter(instance -> instance.postgres().equals(choice))
                .map(instance -> instance.name().value())
                .sorted()
                .toList();
    }

    private Stream<InstanceRecord> instances() {
        return registry.list().stream()
                .flatMap(entry -> entry.readable().stream())
                .filter(instance -> !instance.isLinked());
    }

    private Installations installations() {
        return new Installations(bootstrap.storage());
    }
}
