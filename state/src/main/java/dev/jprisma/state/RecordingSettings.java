package dev.jprisma.state;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has a server write down in its log what it executes, until it is taken back. What the settings were before
 * stands among them in the same file, so it goes wherever the data goes, and whoever finds a recording that nobody
 * wants any more can take it back: also in a copy, also after a crash.
 */
public final class RecordingSettings {
    /** Not a setting of PostgreSQL's, which keeps whatever has a dot in its name. */
    private static final String BEFORE = "jprisma.before_recording";

    private static final String RATE = "log_statement_sample_rate";

    /** By which the lines of a recording are told: time, virtual transaction, query id, application. */
    private static final Map<String, String> RECORDING = Map.of(
            "log_line_prefix", "%m [%p] %q%u@%d {jprisma %n %v %Q %a} ",
            "log_min_duration_sample", "0",
            "log_parameter_max_length", "128",
            // The values of a statement stand in the detail of its line.
            "log_error_verbosity", "default",
            "compute_query_id", "on");

    private RecordingSettings() {}

    /** Whether a server with these settings records. */
    public static boolean areIn(AlteredSettings settings) {
        return settings.value(BEFORE).isPresent();
    }

    /**
     * The same settings, and those of a recording in the places of what they replace.
     *
     * @param oneIn one statement in so many is written down
     */
    public static AlteredSettings addTo(AlteredSettings settings, long oneIn) {
        Map<String, String> recording = new LinkedHashMap<>(RECORDING);
        recording.put(RATE, rate(oneIn));
        recording.put(BEFORE, settings.value(BEFORE).orElseGet(() -> before(settings)));
        List<ServerSetting> next = new ArrayList<>();
        for (ServerSetting setting : settings.all()) {
            String value = recording.remove(setting.name());
            next.add(value == null ? setting : new ServerSetting(setting.name(), value));
        }
        recording.forEach((name, value) -> next.add(new ServerSetting(name, value)));
        return new AlteredSettings(next);
    }

    /** The settings as they were before the recording. What somebody has set meanwhile stays. */
    public static AlteredSettings takeFrom(AlteredSettings settings) {
        Optional<String> journal = settings.value(BEFORE);
        if (journal.isEmpty()) {
            return settings;
        }
        Map<String, String> before = read(journal.get());
        List<ServerSetting> next = new ArrayList<>();
        for (ServerSetting setting : settings.all()) {
            if (!isOurs(setting)) {
                next.add(setting);
            } else if (before.containsKey(setting.name())) {
                next.add(new ServerSetting(setting.name(), before.get(setting.name())));
            }
        }
        return new AlteredSettings(next);
    }

    private static boolean isOurs(ServerSetting setting) {
        return setting.name().equals(BEFORE)
                || setting.name().equals(RATE)
                || setting.value().equals(RECORDING.get(setting.name()));
    }

    private static String rate(long oneIn) {
        return oneIn == 1 ? "1" : String.valueOf(1.0 / oneIn);
    }

    private static String before(AlteredSettings settings) {
        StringBuilder journal = new StringBuilder();
        for (ServerSetting setting : settings.all()) {
            if (RECORDING.containsKey(setting.name()) || setting.name().equals(RATE)) {
                journal.append(journal.isEmpty() ? "" : "&")
                        .append(setting.name())
                        .append('=')
                        .append(URLEncoder.encode(setting.value(), StandardCharsets.UTF_8));
            }
        }
        return journal.toString();
    }

    private static Map<String, String> read(String journal) {
        Map<String, String> before = new LinkedHashMap<>();
        for (String entry : journal.split("&")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                before.put(
                        entry.substring(0, equals),
                        URLDecoder.decode(entry.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return before;
    }
}
