package dev.jprisma.testing.quarkus;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.junit.Isolation;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the application of a {@code @QuarkusTest} a real database, fresh and migrated, and each test method the
 * database as the application's start left it.
 *
 * <pre>{@code
 * @QuarkusTest
 * @JprismaDatabase(template = "flyway")
 * class OrdersTest {
 *     @Inject Orders orders;
 * }
 * }</pre>
 *
 * <p>Quarkus learns by properties where the database is: {@code .jdbc.url}, {@code .username} and {@code .password} of
 * the data source. Its Dev Services have to be off ({@code quarkus.datasource.devservices.enabled=false}), since they
 * start before. Classes that say the same here share the running application and its database. A field of the type
 * {@link dev.jprisma.testing.TestDatabase} gets the database.
 *
 * <p>To put a database back ends its sessions. The pool is emptied before, and tests each connection before it lends it
 * ({@code .jdbc.validate-on-borrow}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestResource(value = DatabaseResource.class, scope = TestResourceScope.MATCHING_RESOURCES)
public @interface JprismaDatabase {
    /** How Quarkus names the data source that has no name. */
    String DEFAULT = "<default>";

    /**
     * The migrations, as {@link MigrationSource#parse} takes them. They run once for their content and all runs; the
     * application's own Flyway or Liquibase then finds nothing to do.
     *
     * @return none unless it is set: the application migrates when it starts
     */
    String template() default "none";

    /**
     * Migrations in code, instead of {@link #template}: a class with a constructor without parameters.
     *
     * @return {@link MigrationSource} itself, which stands for none, unless it is set
     */
    Class<? extends MigrationSource> source() default MigrationSource.class;

    /**
     * Settings of PostgreSQL's, each as {@code NAME=VALUE}.
     *
     * @return none besides those every test's server has, unless they are set
     */
    String[] settings() default {};

    /**
     * The major version of PostgreSQL, from 14 to 18.
     *
     * @return 0, which is the usual one, unless it is set
     */
    int postgresVersion() default 0;

    /**
     * Who finds what others left in the application's database: the next method, the next class, or, with
     * {@link Isolation#PER_METHOD}, nobody. To put it back takes some 30 ms.
     *
     * @return each method finds it as the application's start left it, unless it is set
     */
    Isolation isolation() default Isolation.PER_METHOD;

    /**
     * The data source's name, for an application that has more than one.
     *
     * @return the default one's, unless it is set
     */
    String datasource() default DEFAULT;
}
