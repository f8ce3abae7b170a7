package dev.jprisma.testing;

import java.io.IOException;
import java.io.InputStream;

/** Migrations in code, known by the class file they are in. */
record CodeMigrations(String name, Migration migration) implements MigrationSource {
    private static final String OF_LAMBDA = "\\$\\$Lambda";

    @Override
    public String contentHash() throws IOException {
        Class<?> type = migration.getClass();
        // A lambda's class is made at run time; the code is in the class around it.
        String host = type.getName().split(OF_LAMBDA)[0];
        String file = "/" + host.replace('.', '/') + ".class";
        try (InputStream code = type.getResourceAsStream(file)) {
            if (code == null) {
                throw new IOException("the code of " + host + " cannot be read: give it a class of its own");
            }
            return new ContentHash()
                    .add("code")
                    .add(name)
                    .add(host)
                    .add(code.readAllBytes())
                    .text();
        }
    }

    @Override
    public void migrate(TestDatabase database) throws Exception {
        migration.run(database);
    }

    @Override
    public String toString() {
        return "the migrations \"" + name + "\"";
    }
}
