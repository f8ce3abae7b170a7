package dev.jprisma.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import liquibase.ChecksumVersion;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.change.Change;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.jvm.JdbcConnection;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Liquibase's, known by every file that Liquibase itself reads for its change log, and by the checksums of its change
 * sets, in which values of properties are filled in.
 */
record LiquibaseMigrations(String changeLog) implements MigrationSource {
    private static final String FILE_SYSTEM = "filesystem:";
    private static final String DEFAULT_CHANGE_LOG = "db/changelog/db.changelog-master.yaml";

    static LiquibaseMigrations of(String... changeLog) {
        if (changeLog.length > 1) {
            throw new IllegalArgumentException("name one change log, which includes the others");
        }
        return new LiquibaseMigrations(changeLog.length == 0 ? DEFAULT_CHANGE_LOG : changeLog[0]);
    }

    /** What happens inside of Liquibase's own settings. */
    @FunctionalInterface
    private interface Work<T> {
        T with(ReadResources resources) throws Exception;
    }

    @Override
    public String contentHash() throws IOException {
        try {
            return inScope(this::hash);
        } catch (Exception e) {
            throw new IOException(this + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String hash(ReadResources resources) throws Exception {
        ContentHash hash = new ContentHash().add("liquibase").add(path());
        DatabaseChangeLog all = ChangeLogParserFactory.getInstance()
                .getParser(path(), resources)
                .parse(path(), new ChangeLogParameters(), resources);
        for (ChangeSet changeSet : all.getChangeSets()) {
            hash.add(changeSet.toString())
                    .add(changeSet.generateCheckSum(ChecksumVersion.latest()).toString());
            for (Change change : changeSet.getChanges()) {
                if (change instanceof CustomChangeWrapper custom) {
                    addClass(custom.getClassName(), hash);
                }
            }
        }
        resources.addTo(hash);
        return hash.text();
    }

    /** A change in Java, whose checksum knows its name and its parameters alone. */
    private static void addClass(String name, ContentHash hash) throws IOException {
        try (InputStream code = Locations.classLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) {
                throw new IOException("there is no class " + name);
            }
            hash.add(name).add(code.readAllBytes());
        }
    }

    @Override
    public void migrate(TestDatabase database) throws Exception {
        inScope(resources -> {
            try (Connection connection = database.dataSource().getConnection();
                    Liquibase liquibase = new Liquibase(path(), resources, new JdbcConnection(connection))) {
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                liquibase.update(new Contexts());
            }
            return null;
        });
    }

    /** Without its reports of use, which go over the network; what it has to say goes into the log. */
    private <T> T inScope(Work<T> work) throws Exception {
        try (ReadResources resources = new ReadResources(resources())) {
            return Scope.child(
                    Map.of(
                            "liquibase.analytics.enabled",
                            false,
                            Scope.Attr.ui.name(),
                            new LoggerUIService(),
                            Scope.Attr.classLoader.name(),
                            Locations.classLoader(),
                            Scope.Attr.resourceAccessor.name(),
                            resources),
                    () -> work.with(resources));
        }
    }

    private ResourceAccessor resources() throws IOException {
        if (!changeLog.startsWith(FILE_SYSTEM)) {
            return new ClassLoaderResourceAccessor(Locations.classLoader());
        }
        Path file = file();
        return new DirectoryResourceAccessor(file.isAbsolute() ? file.getParent() : Path.of(""));
    }

    /** As change logs write it that include others, and as Liquibase records it. */
    private String path() {
        if (!changeLog.startsWith(FILE_SYSTEM)) {
            return changeLog.replaceFirst("^classpath:/?", "");
        }
        Path file = file();
        return (file.isAbsolute() ? file.getFileName() : file).toString().replace('\\', '/');
    }

    private Path file() {
        return Path.of(changeLog.substring(FILE_SYSTEM.length()));
    }

    @Override
    public String toString() {
        return "Liquibase's change log " + changeLog;
    }
}
