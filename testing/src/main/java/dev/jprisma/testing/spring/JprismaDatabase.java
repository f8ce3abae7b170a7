package dev.jprisma.testing.spring;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.junit.Isolation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the application context of a Spring test a real database, fresh and migrated, and each test method the database
 * as the context's start left it.
 *
 * <pre>{@code
 * @SpringBootTest
 * @JprismaDatabase(template = "flyway")
 * class OrdersTest {
 *     @Autowired Orders orders;
 * }
 * }</pre>
 *
 * <p>Spring reads where the database is from properties that come before all others: {@code .url}, {@code .username},
 * {@code .password} and {@code .driver-class-name} behind {@link #prefix}. For the usual prefix {@code spring.r2dbc}'s
 * are set too, and {@code spring.flyway}'s and {@code spring.liquibase}'s where the application sets them; and there is
 * a primary bean of Spring Boot 4's {@code JdbcConnectionDetails}, for who asks for that. (R2DBC needs no such bean:
 * Spring Boot makes it of the properties.)
 *
 * <p>The {@link dev.jprisma.testing.TestDatabase} is a bean. Every context that Spring keeps has a database of its own,
 * so classes of different contexts may run in parallel; methods that share a context may not, unless they share its
 * database too ({@link Isolation#PER_RUN}).
 *
 * <p>To put a database back ends its sessions. HikariCP's pools are told; another pool has to test a connection before
 * it lends it.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface JprismaDatabase {
    /**
     * The migrations, as {@link MigrationSource#parse} takes them. They run once for their content and all runs; the
     * application's own Flyway or Liquibase then finds nothing to do.
     *
     * @return none unless it is set: the application migrates at the start of each context
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
     * Who finds what others left in the database of the context: the next method, the next class, or, with
     * {@link Isolation#PER_METHOD}, nobody. To put it back takes some 30 ms.
     *
     * @return each method finds it as the context's start left it, unless it is set
     */
    Isolation isolation() default Isolation.PER_METHOD;

    /**
     * What the properties begin with, for an application that has more databases than one.
     *
     * @return Spring Boot's, unless it is set
     */
    String prefix() default "spring.datasource";
}
