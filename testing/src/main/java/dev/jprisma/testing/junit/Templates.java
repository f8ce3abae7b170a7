package dev.jprisma.testing.junit;

import dev.jprisma.testing.MigrationSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/** The migrations annotations name; one object for each name, so that they are read once a run. */
final class Templates {
    private static final Map<Object, MigrationSource> FOUND = new ConcurrentHashMap<>();

    private Templates() {}

    static MigrationSource of(JprismaTest annotation) {
        MigrationSource found = find(annotation.template(), annotation.source());
        MigrationSource migrations =
                annotation.settings().length == 0 ? found : found.withSettings(annotation.settings());
        return annotation.postgresVersion() == 0 ? migrations : migrations.onPostgres(annotation.postgresVersion());
    }

    /** Empty if it names none of its own. */
    static Optional<MigrationSource> of(FreshDatabase annotation) {
        boolean silent = annotation.template().isEmpty() && annotation.source() == MigrationSource.class;
        return silent ? Optional.empty() : Optional.of(find(annotation.template(), annotation.source()));
    }

    private static MigrationSource find(String template, Class<? extends MigrationSource> source) {
        if (source != MigrationSource.class) {
            return FOUND.computeIfAbsent(source, ignored -> ReflectionSupport.newInstance(source));
        }
        try {
            return FOUND.computeIfAbsent(template, ignored -> MigrationSource.parse(template));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }
}
