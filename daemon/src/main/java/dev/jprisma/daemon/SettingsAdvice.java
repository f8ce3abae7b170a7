package dev.jprisma.daemon;

import dev.jprisma.state.AlteredSettings;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.nio.file.Path;
import java.util.List;

/** Says which settings may be why a server does not start, and how to take them back. */
final class SettingsAdvice {
    private static final String LIBRARIES = "shared_preload_libraries";
    private static final int SHORTEST_VALUE = 3;

    private SettingsAdvice() {}

    /** The failure, with what to type if settings of the instance look like its reason. */
    static JprismaException explained(JprismaException failure, InstanceName name, Path dataDirectory) {
        if (failure.kind() != ErrorKind.POSTGRES_FAILED) {
            return failure;
        }
        List<String> suspects;
        try {
            suspects = suspects(AlteredSettings.of(dataDirectory), failure.getMessage());
        } catch (JprismaException unreadable) {
            failure.addSuppressed(unreadable);
            return failure;
        }
        if (suspects.isEmpty()) {
            return failure;
        }
        String names = String.join(", ", suspects);
        String reset = suspects.size() == 1 ? suspects.get(0) : "SETTING";
        return new JprismaException(
                failure.kind(),
                failure.getMessage() + "\n" + name + " has settings of its own (" + names + "); to take "
                        + (suspects.size() == 1 ? "that" : "one") + " back: jprisma dev config " + name + " --reset "
                        + reset,
                failure);
    }

    /** Those that PostgreSQL's words name; all, if they name none. */
    private static List<String> suspects(AlteredSettings settings, String words) {
        List<String> named = settings.all().stream()
                .filter(setting -> isNamed(setting, words))
                .map(ServerSetting::name)
                .toList();
        return named.isEmpty()
                ? settings.all().stream().map(ServerSetting::name).toList()
                : named;
    }

    private static boolean isNamed(ServerSetting setting, String words) {
        if (setting.name().equals(LIBRARIES)) {
            return List.of(setting.value().split("[,\\s\"]+")).stream()
                    .anyMatch(library -> library.length() >= SHORTEST_VALUE && words.contains(library));
        }
        return words.contains(setting.name());
    }
}
