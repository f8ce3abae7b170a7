package dev.jprisma.testing.junit;

import dev.jprisma.testing.MigrationSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The migrations annotations name; one object for each name, so that they are read once a run. */
final class Templates {
    private static final Map<List<Object>, MigrationSource> FOUND = new ConcurrentHashMap<>();
    private static final String[] NONE = {};

    private Templates() {}

    static MigrationSource of(JprismaTest annotation) {
        return find(annotation.template(), annotation.source(), annotation.settings(), annotation.postgresVersion());
    }

    /** Empty if it names none of its own. */
    static Optional<MigrationSource> of(FreshDatabase annotation) {
        boolean silent = annotation.template().isEmpty() && annotation.source() == MigrationSource.class;
        return silent ? Optional.empty() : Optional.of(find(annotation.template(), annotation.source(), NONE, 0));
    }

    private static MigrationSource find(
            String template, Class<? extends MigrationSource> source, String[] settings, int postgresVersion) {
        List<Object> key = List.of(template, source, List.of(settings), postgresVersion);
        try {
            return FOUND.computeIfAbsent(
                    key, ignored -> MigrationSource.declared(template, source, settings, postgresVersion));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }
}
