package dev.jprisma.testing.quarkus;

import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;
import java.util.Map;

/**
 * The database of an application, from before it starts until it has ended; what {@link JprismaDatabase} asks Quarkus
 * for, not to be used otherwise.
 */
public final class DatabaseResource implements QuarkusTestResourceConfigurableLifecycleManager<JprismaDatabase> {
    private JprismaDatabase annotation;
    private ApplicationDatabase application;

    /** As Quarkus makes it. */
    public DatabaseResource() {}

    @Override
    public void init(JprismaDatabase annotation) {
        this.annotation = annotation;
    }

    @Override
    public Map<String, String> start() {
        MigrationSource migrations = MigrationSource.declared(
                annotation.template(), annotation.source(), annotation.settings(), annotation.postgresVersion());
        TestDatabase database = Jprisma.databases(migrations).acquire();
        application = ApplicationDatabase.open(database, annotation);
        String prefix = annotation.datasource().equals(JprismaDatabase.DEFAULT)
                ? "quarkus.datasource."
                : "quarkus.datasource.\"" + annotation.datasource() + "\".";
        return Map.of(
                prefix + "jdbc.url", database.jdbcUrl(),
                prefix + "username", database.user(),
                prefix + "password", database.password(),
                prefix + "jdbc.validate-on-borrow", "true");
    }

    @Override
    public void inject(TestInjector fields) {
        fields.injectIntoFields(application.database(), new TestInjector.MatchesType(TestDatabase.class));
    }

    @Override
    public void stop() {
        if (application != null) {
            application.close();
        }
    }
}
