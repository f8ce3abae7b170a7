package dev.jprisma.testing.spring;

import java.util.List;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link JprismaDatabase}. Spring finds it by {@code META-INF/spring.factories}. */
final class JprismaContextCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        JprismaDatabase annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, JprismaDatabase.class);
        return annotation == null ? null : JprismaContextCustomizer.of(annotation);
    }
}
