package dev.jprisma.testing.quarkus;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.lang.reflect.Modifier;

/** Puts the application's databases back between tests. Quarkus finds it by {@code META-INF/services}. */
public final class DatabaseCallbacks implements QuarkusTestBeforeClassCallback, QuarkusTestBeforeEachCallback {
    /** As Quarkus makes it. */
    public DatabaseCallbacks() {}

    @Override
    public void beforeClass(Class<?> test) {
        // What is nested goes on where its outer class is.
        if (test.getEnclosingClass() == null || Modifier.isStatic(test.getModifiers())) {
            ApplicationDatabase.forEach(ApplicationDatabase::beforeClass);
        }
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        ApplicationDatabase.forEach(ApplicationDatabase::beforeMethod);
    }
}
