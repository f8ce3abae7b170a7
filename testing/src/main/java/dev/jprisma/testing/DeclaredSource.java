package dev.jprisma.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Migrations in a class that an annotation names. */
final class DeclaredSource {
    private DeclaredSource() {}

    /** @throws IllegalArgumentException if it cannot be made, with its name and why */
    static MigrationSource create(Class<? extends MigrationSource> source) {
        try {
            Constructor<? extends MigrationSource> constructor = source.getDeclaredConstructor();
            // Often it is a class within the test.
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    source.getName()
                            + " needs a constructor without parameters; if it is an inner class, make it static",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "The constructor of " + source.getName() + " failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No object of " + source.getName() + " can be made: " + e, e);
        }
    }
}
