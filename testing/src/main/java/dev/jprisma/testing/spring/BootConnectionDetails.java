package dev.jprisma.testing.spring;

import dev.jprisma.testing.TestDatabase;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Spring Boot's other way to say where a database is. Loaded only where there is Spring Boot 4. */
final class BootConnectionDetails {
    private static final String NAME = "jprismaConnectionDetails";

    private BootConnectionDetails() {}

    /** Before a bean of the application's own, and of other test tools'; Spring Boot adds none of properties then. */
    static void register(BeanDefinitionRegistry beans, TestDatabase database) {
        RootBeanDefinition definition =
                new RootBeanDefinition(JdbcConnectionDetails.class, () -> new Details(database));
        definition.setPrimary(true);
        beans.registerBeanDefinition(NAME, definition);
    }

    private record Details(TestDatabase database) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl();
        }

        @Override
        public String getUsername() {
            return database.user();
        }

        @Override
        public String getPassword() {
            return database.password();
        }
    }
}
