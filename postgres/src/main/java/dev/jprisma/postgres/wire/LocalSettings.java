package dev.jprisma.postgres.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Settings that a pooler takes from no session, so that they are made anew for each transaction, where the server does
 * not have them by itself. What is executed with them is in a transaction, which a few statements refuse (VACUUM).
 */
final class LocalSettings {

    /** PgBouncer refuses a login with any other; it keeps these for each client. */
    private static final Set<String> OF_POOLERS = Set.of(
            "application_name", "client_encoding", "datestyle", "options", "standard_conforming_strings", "timezone");

    /** Before it no statement may look at data if it chooses an isolation level. */
    private static final Pattern BEGIN =
            Pattern.compile("\\s*(begin|start)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Step step;

    private LocalSettings(Map<String, String> settings) {
        StringBuilder sql = new StringBuilder("SELECT ");
        List<String> values = new ArrayList<>();
        settings.forEach((name, value) -> {
            sql.append(values.isEmpty() ? "" : ", ")
                    .append("pg_catalog.set_config($")
                    .append(values.size() + 1)
                    .append(", $")
                    .append(values.size() + 2)
                    .append(", true)");
            values.add(name);
            values.add(value);
        });
        this.step = new Step(
                Statement.of(sql.toString(), values.toArray(String[]::new)).once(), ResultReceiver.NONE);
    }

    /** Whether a login through a pooler may ask for it. */
    static boolean isOfPoolers(String parameter) {
        return OF_POOLERS.contains(parameter.toLowerCase(Locale.ROOT));
    }

    /**
     * Those of an address that a login did not ask for, as far as the server has them differently; null if there are
     * none.
     */
    static LocalSettings of(ServerAddress address, PostgresConnection connection) {
        Map<String, String> missing = new LinkedHashMap<>();
        address.parameters().forEach((name, value) -> {
            if (!isOfPoolers(name) && !value.equalsIgnoreCase(current(name, connection))) {
                missing.put(name, value);
            }
        });
        return missing.isEmpty() ? null : new LocalSettings(missing);
    }

    private static String current(String name, PostgresConnection connection) {
        String[] value = {null};
        connection.execute(
                Statement.of("SELECT pg_catalog.current_setting($1, true)", name)
                        .once(),
                new ResultReceiver() {
                    @Override
                    public void row(Row row) {
                        value[0] = row.text(0);
                    }
                });
        return value[0];
    }

    /** At which place they are set among these. */
    int placeIn(List<Step> steps) {
        return BEGIN.matcher(steps.get(0).statement().sql()).matches() ? 1 : 0;
    }

    /** These, with the settings at that place. */
    List<Step> insertedIn(List<Step> steps, int place) {
        List<Step> all = new ArrayList<>(steps);
        all.add(place, step);
        return all;
    }
}
