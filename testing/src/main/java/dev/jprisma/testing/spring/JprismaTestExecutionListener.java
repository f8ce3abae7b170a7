package dev.jprisma.testing.spring;

import dev.jprisma.testing.junit.Isolation;
import java.util.function.Consumer;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.util.ClassUtils;

/** Puts the context's database back between tests. Spring finds it by {@code META-INF/spring.factories}. */
final class JprismaTestExecutionListener implements TestExecutionListener, Ordered {
    /** After the instance has what it is injected with, before transactions begin and scripts run. */
    @Override
    public int getOrder() {
        return 2500;
    }

    @Override
    public void beforeTestClass(TestContext test) {
        // Another class used a context that is there already.
        if (isolation(test) == Isolation.PER_CLASS
                && test.hasApplicationContext()
                && !ClassUtils.isInnerClass(test.getTestClass())) {
            with(test, ContextDatabase::putBack);
        }
    }

    @Override
    public void prepareTestInstance(TestContext test) {
        if (isolation(test) != null) {
            with(test, ContextDatabase::remember);
        }
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        if (isolation(test) == Isolation.PER_METHOD) {
            with(test, ContextDatabase::putBack);
        }
    }

    /** Null if the class wants no database. */
    private static Isolation isolation(TestContext test) {
        JprismaDatabase annotation =
                TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), JprismaDatabase.class);
        return annotation == null ? null : annotation.isolation();
    }

    private static void with(TestContext test, Consumer<ContextDatabase> action) {
        action.accept(test.getApplicationContext().getBean(ContextDatabase.class));
    }
}
