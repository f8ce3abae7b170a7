package dev.jprisma.testing;

import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Migrations whose databases are on a server with settings, or of a version, of its own. */
record ConfiguredMigrations(MigrationSource migrations, List<ServerSetting> settings, OptionalInt postgresVersion)
        implements MigrationSource {
    static ConfiguredMigrations on(int postgresVersion, MigrationSource migrations) {
        return new ConfiguredMigrations(
                migrationsOf(migrations),
                settingsOf(migrations),
                OptionalInt.of(PostgresChoice.of(postgresVersion).major()));
    }

    static ConfiguredMigrations of(MigrationSource migrations, String... settings) {
        List<ServerSetting> all = new ArrayList<>(settingsOf(migrations));
        for (String setting : settings) {
            all.add(ServerSetting.parse(setting));
        }
        return new ConfiguredMigrations(migrationsOf(migrations), List.copyOf(all), postgresVersionOf(migrations));
    }

    /** What is migrated, whatever the server. */
    static MigrationSource migrationsOf(MigrationSource source) {
        return source instanceof ConfiguredMigrations configured ? configured.migrations : source;
    }

    /** What its server is started with. */
    static List<ServerSetting> settingsOf(MigrationSource source) {
        return source instanceof ConfiguredMigrations configured ? configured.settings : List.of();
    }

    /** Empty if any will do. */
    static OptionalInt postgresVersionOf(MigrationSource source) {
        return source instanceof ConfiguredMigrations configured ? configured.postgresVersion : OptionalInt.empty();
    }

    /** A library that is loaded may change what migrations do. */
    @Override
    public String contentHash() throws IOException {
        return migrations.contentHash() + "\n" + settings + postgresVersion;
    }

    @Override
    public void migrate(TestDatabase database) throws Exception {
        migrations.migrate(database);
    }

    @Override
    public String toString() {
        return migrations.toString();
    }
}
