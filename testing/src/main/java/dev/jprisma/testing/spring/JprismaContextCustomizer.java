package dev.jprisma.testing.spring;

import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Gives a context its database. Classes for which it is equal can share a context, so the isolation is no part of it.
 */
record JprismaContextCustomizer(
        String template,
        Class<? extends MigrationSource> source,
        List<String> settings,
        int postgresVersion,
        String prefix)
        implements ContextCustomizer {
    private static final String NAME = "jprismaDatabase";
    private static final String BOOT_PREFIX = "spring.datasource";
    private static final boolean BOOT = ClassUtils.isPresent(
            "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails",
            JprismaContextCustomizer.class.getClassLoader());

    static JprismaContextCustomizer of(JprismaDatabase annotation) {
        return new JprismaContextCustomizer(
                annotation.template(),
                annotation.source(),
                List.of(annotation.settings()),
                annotation.postgresVersion(),
                annotation.prefix());
    }

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        MigrationSource migrations =
                MigrationSource.declared(template, source, settings.toArray(String[]::new), postgresVersion);
        TestDatabase database = Jprisma.databases(migrations).acquire();
        ConfigurableEnvironment environment = context.getEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource(NAME, properties(database, environment)));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(NAME, database);
        // Before all others, so that it ends after them.
        beans.registerDisposableBean(NAME, database::close);
        beans.registerSingleton(ContextDatabase.class.getName(), new ContextDatabase(database, beans));
        if (BOOT && prefix.equals(BOOT_PREFIX)) {
            BootConnectionDetails.register(beans, database);
        }
    }

    private Map<String, Object> properties(TestDatabase database, Environment environment) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(prefix + ".url", database.jdbcUrl());
        properties.put(prefix + ".username", database.user());
        properties.put(prefix + ".password", database.password());
        properties.put(prefix + ".driver-class-name", "org.postgresql.Driver");
        if (prefix.equals(BOOT_PREFIX)) {
            properties.put(
                    "spring.r2dbc.url", "r2dbc:postgresql://localhost:" + database.port() + "/" + database.name());
            properties.put("spring.r2dbc.username", database.user());
            properties.put("spring.r2dbc.password", database.password());
            // @DataJpaTest and its like would put an embedded database in its place.
            properties.put("spring.test.database.replace", "none");
            for (String tool : List.of("spring.flyway", "spring.liquibase")) {
                // An application that sends them elsewhere would migrate there, and not here.
                if (environment.containsProperty(tool + ".url") || environment.containsProperty(tool + ".user")) {
                    properties.put(tool + ".url", database.jdbcUrl());
                    properties.put(tool + ".user", database.user());
                    properties.put(tool + ".password", database.password());
                }
            }
        }
        return properties;
    }
}
