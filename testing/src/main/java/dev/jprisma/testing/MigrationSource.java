package dev.jprisma.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What makes an empty database the one tests start from: tables, roles, data. It runs once for its content, in a
 * cluster of its own that is kept on disk between runs; tests get copies of what it made.
 *
 * <p>An implementation is safe for threads.
 */
public interface MigrationSource {
    /** What a set of migrations does to a database. */
    @FunctionalInterface
    interface Migration {
        /**
         * Migrates.
         *
         * @param database empty; its sessions are ended afterwards
         * @throws Exception if it cannot; then no test starts
         */
        void run(TestDatabase database) throws Exception;
    }

    /**
     * Tells this content from every other, on this machine: as long as it is the same, nothing runs again.
     *
     * @return any text
     * @throws IOException if the content cannot be read
     */
    String contentHash() throws IOException;

    /**
     * Migrates.
     *
     * @param database empty; its sessions are ended afterwards
     * @throws Exception if it cannot; then no test starts
     */
    void migrate(TestDatabase database) throws Exception;

    /**
     * The same migrations, with databases on a server that has these settings of PostgreSQL's. It is another server
     * than that of the same migrations without them.
     *
     * @param settings each as {@code NAME=VALUE}, such as {@code max_connections=500}
     * @return with these besides those it has
     * @throws dev.jprisma.state.JprismaException if one is not written so; whether PostgreSQL takes it shows when the
     *     server starts
     */
    default MigrationSource withSettings(String... settings) {
        return ConfiguredMigrations.of(this, settings);
    }

    /**
     * The same migrations, with databases on a server of this version. It is another server than that of the same
     * migrations without it.
     *
     * @param major from 14 to 18; binaries that are not here yet are fetched by Maven, once for the home
     * @return with the settings it has
     * @throws IllegalArgumentException if there is no such version here
     */
    default MigrationSource onPostgres(int major) {
        return ConfiguredMigrations.on(major, this);
    }

    /**
     * No migrations: tests start from an empty database.
     *
     * @return the same object each time
     */
    static MigrationSource none() {
        return NoMigrations.INSTANCE;
    }

    /**
     * The migrations of a folder, of whichever tool: Prisma, Drizzle, Flyway, golang-migrate, goose, dbmate,
     * node-pg-migrate's files of SQL, Supabase and Rails' {@code structure.sql} are recognised by what is in it, run
     * forwards in their own order and transactions, and recorded as the tool would. Other {@code *.sql} files of the
     * folder and the folders in it run by the numbers they begin with if all do, else in the order of their paths: each
     * is UTF-8 and one transaction, unless it says otherwise.
     *
     * @param folder relative to the working directory, which build tools make the module's
     * @return reads the files when it is used
     */
    static MigrationSource sqlFiles(Path folder) {
        return new SqlFolder(folder, false);
    }

    /**
     * The migrations Prisma wrote: {@code NAME/migration.sql}, in the order of their names. They are recorded in
     * {@code _prisma_migrations} as {@code prisma migrate deploy} would, which then finds nothing to do.
     *
     * @param migrationsFolder such as {@code prisma/migrations}
     * @return reads the files when it is used
     */
    static MigrationSource prisma(Path migrationsFolder) {
        return new SqlFolder(migrationsFolder, true);
    }

    /**
     * Flyway's migrations. Needs {@code flyway-core} and {@code flyway-database-postgresql} on the class path; for
     * other settings than locations, run your own Flyway in {@link #of}.
     *
     * @param locations as Flyway takes them, such as {@code classpath:db/migration}, which is the default
     * @return reads the migrations when it is used
     */
    static MigrationSource flyway(String... locations) {
        return FlywayMigrations.at(locations);
    }

    /**
     * Liquibase's. Needs {@code liquibase-core} on the class path, which is asked each time what it reads: all of that
     * is part of what the migrations are known by, change sets in Java included. For contexts, labels and other
     * settings, run your own Liquibase in {@link #of}.
     *
     * @param changeLog {@code db/changelog/main.xml} on the class path, or {@code filesystem:db/main.xml}, with what it
     *     includes relative to the working directory, or to its own folder if its path is absolute; one, or none for
     *     Spring Boot's default, {@code db/changelog/db.changelog-master.yaml}
     * @return reads the change log when it is used
     */
    static MigrationSource liquibase(String... changeLog) {
        return LiquibaseMigrations.of(changeLog);
    }

    /**
     * Migrations in code, or of a tool that code runs. They run again when the class they are written in changes, and
     * when what is named here as read does; of anything else that they depend on nothing is known, so a source that
     * knows more implements {@link #contentHash} itself.
     *
     * @param name tells it from others of the same class
     * @param migration a lambda, or an object of a class of its own
     * @param reads what it reads: files or folders, {@code classpath:db/changelog} or {@code filesystem:src/test/data}
     * @return runs it when needed
     */
    static MigrationSource of(String name, Migration migration, String... reads) {
        return new CodeMigrations(name, migration, List.of(reads));
    }

    /**
     * The source a text names, as {@code @JprismaTest} and commands take it: {@code sql:FOLDER}, {@code prisma:FOLDER},
     * {@code flyway} or {@code flyway:LOCATION,LOCATION}, {@code liquibase} or {@code liquibase:CHANGELOG}, and
     * {@code none}.
     *
     * @param text one of these
     * @return as the method of that name makes it
     * @throws IllegalArgumentException if it is none of these
     */
    static MigrationSource parse(String text) {
        String[] parts = text.split(":", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "none" -> none();
            case "sql" -> sqlFiles(Path.of(rest));
            case "prisma" -> prisma(Path.of(rest.isEmpty() ? "prisma/migrations" : rest));
            case "flyway" -> rest.isEmpty() ? flyway() : flyway(rest.split(","));
            case "liquibase" -> rest.isEmpty() ? liquibase() : liquibase(rest);
            default ->
                throw new IllegalArgumentException("\"" + text
                        + "\" names no migrations: write sql:FOLDER, prisma:FOLDER, flyway, flyway:LOCATION, liquibase,"
                        + " liquibase:CHANGELOG or none");
        };
    }

    /**
     * The source that the members of an annotation name, as those of {@code @JprismaTest} and {@code @JprismaDatabase}
     * do.
     *
     * @param template for {@link #parse}; not read if there is a source
     * @param source has a constructor without parameters; {@code MigrationSource.class} stands for none
     * @param settings each as {@code NAME=VALUE}
     * @param postgresVersion from 14 to 18; 0 for the usual one
     * @return a new object
     * @throws IllegalArgumentException if one of them is nothing of that kind
     */
    static MigrationSource declared(
            String template, Class<? extends MigrationSource> source, String[] settings, int postgresVersion) {
        MigrationSource found = source == MigrationSource.class ? parse(template) : DeclaredSource.create(source);
        MigrationSource migrations = settings.length == 0 ? found : found.withSettings(settings);
        return postgresVersion == 0 ? migrations : migrations.onPostgres(postgresVersion);
    }
}
