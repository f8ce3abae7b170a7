package dev.jprisma.testing.junit;

import dev.jprisma.testing.MigrationSource;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a field or parameter of type {@link javax.sql.DataSource}, {@link java.sql.Connection} or
 * {@link dev.jprisma.testing.TestDatabase}: a database made by other migrations than the class'. Without attributes it
 * says no more than the type alone.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface FreshDatabase {
    /**
     * The migrations, as {@link MigrationSource#parse} takes them; {@code none} for an empty database.
     *
     * @return those of the class unless it is set
     */
    String template() default "";

    /**
     * Migrations in code, instead of {@link #template}: a class with a constructor without parameters.
     *
     * @return {@link MigrationSource} itself, which stands for none, unless it is set
     */
    Class<? extends MigrationSource> source() default MigrationSource.class;
}
