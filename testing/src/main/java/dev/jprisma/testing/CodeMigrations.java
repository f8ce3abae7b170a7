package dev.jprisma.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Migrations in code, known by the class file they are in, and by what they are said to read. */
record CodeMigrations(String name, Migration migration, List<String> reads) implements MigrationSource {
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
            ContentHash hash = new ContentHash().add("code").add(name).add(host).add(code.readAllBytes());
            for (String location : reads) {
                Locations.add(location, hash);
            }
            return hash.text();
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
