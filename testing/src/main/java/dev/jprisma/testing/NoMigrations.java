package dev.jprisma.testing;

/** Leaves the database empty. */
enum NoMigrations implements MigrationSource {
    INSTANCE;

    @Override
    public String contentHash() {
        return "";
    }

    @Override
    public void migrate(TestDatabase database) {}
}
