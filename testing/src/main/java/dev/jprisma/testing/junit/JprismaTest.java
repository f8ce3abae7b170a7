package dev.jprisma.testing.junit;

import dev.jprisma.testing.MigrationSource;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class real databases, fresh and migrated. They come as parameters of test methods, of life-cycle
 * methods and of the constructor, and as fields, of the types {@link javax.sql.DataSource}, {@link java.sql.Connection}
 * and {@link dev.jprisma.testing.TestDatabase}. All of one test are of the same database, unless {@link FreshDatabase}
 * says otherwise. A field is left alone if it is final or has another annotation.
 *
 * <pre>{@code
 * @JprismaTest(template = "flyway")
 * class OrdersTest {
 *     @Test
 *     void keepsAnOrder(DataSource database) { ... }
 * }
 * }</pre>
 *
 * <p>A static field has the class' database and is set before {@code @BeforeAll}; an instance field has the test's and
 * is set before {@code @BeforeEach}. A test that fails keeps its database and prints how to look at it. Tests may run
 * in parallel.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(JprismaExtension.class)
public @interface JprismaTest {
    /**
     * The migrations, as {@link MigrationSource#parse} takes them, such as {@code sql:src/test/sql}.
     *
     * @return none unless it is set
     */
    String template() default "none";

    /**
     * Migrations in code, instead of {@link #template}: a class with a constructor without parameters. They run once
     * and again when the source's content hash changes.
     *
     * @return {@link MigrationSource} itself, which stands for none, unless it is set
     */
    Class<? extends MigrationSource> source() default MigrationSource.class;

    /**
     * Settings of PostgreSQL's, each as {@code NAME=VALUE}, such as {@code max_connections=500}. The databases are on a
     * server that has them.
     *
     * @return none besides those every test's server has, unless they are set
     */
    String[] settings() default {};

    /**
     * The major version of PostgreSQL, from 14 to 18. The databases are on a server of it.
     *
     * @return 0, which is the usual one, unless it is set
     */
    int postgresVersion() default 0;

    /**
     * Who shares a database.
     *
     * @return each method has its own, unless it is set
     */
    Isolation isolation() default Isolation.PER_METHOD;
}
