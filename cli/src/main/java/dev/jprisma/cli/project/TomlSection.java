package dev.jprisma.cli.project;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.NearestWord;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A table of a TOML file. What is wrong in it is told with the line, the key and what is allowed there. */
final class TomlSection {
    private final Path file;
    private final List<String> path;
    private final TomlTable table;

    TomlSection(Path file, TomlTable root) {
        this(file, List.of(), root);
    }

    private TomlSection(Path file, List<String> path, TomlTable table) {
        this.file = file;
        this.path = path;
        this.table = table;
    }

    /** @throws JprismaException if it has any other key */
    void allowOnly(Set<String> keys) {
        Optional<String> unknown = table.keySet().stream()
                .filter(key -> !keys.contains(key))
                .min(Comparator.comparing(key -> lineOf(List.of(key))));
        if (unknown.isPresent()) {
            String key = unknown.get();
            throw wrong(
                    key,
                    "there is no such key"
                            + NearestWord.among(keys, key, known -> known)
                                    .map(known -> ". Did you mean '" + known + "'?")
                                    .orElse("; there are " + String.join(", ", new TreeSet<>(keys))));
        }
    }

    /** Null if there is none of that name. */
    TomlSection section(String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return null;
        }
        if (!(value instanceof TomlTable below)) {
            throw wrong(key, "it has to be a table, which begins with [" + key + "]");
        }
        return new TomlSection(file, joined(path, key), below);
    }

    /**
     * What a value means; null if there is no such key.
     *
     * @param allowed what is, in words
     * @param meaning null, or an exception of ours, for what is not
     */
    <T> T value(String key, String allowed, Function<Object, T> meaning) {
        Object value = table.get(List.of(key));
        return value == null ? null : meant(List.of(key), allowed, () -> meaning.apply(value));
    }

    /** Strings, at least one, of which each is allowed; null if there is no such key. */
    List<String> strings(String key, String allowed, Predicate<String> isAllowed) {
        return value(key, allowed, value -> {
            List<String> strings = stringsOf(value);
            return strings != null && strings.stream().allMatch(isAllowed)
                    ? strings.stream().distinct().toList()
                    : null;
        });
    }

    /** Null for what is no array of strings, or has none. */
    static List<String> stringsOf(Object value) {
        if (!(value instanceof TomlArray array) || array.isEmpty()) {
            return null;
        }
        List<Object> all = array.toList();
        return all.stream().allMatch(String.class::isInstance)
                ? all.stream().map(String.class::cast).toList()
                : null;
    }

    /** What all values mean, at any depth, by their names joined with dots; in the file's order. */
    <T> List<T> values(String allowed, BiFunction<String, Object, T> meaning) {
        List<T> result = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        keys(table, List.of()).sorted(Comparator.comparing(this::lineOf)).forEach(key -> {
            String name = String.join(".", key);
            result.add(meant(key, allowed, () -> meaning.apply(name, table.get(key))));
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw wrong(name, "it is there twice");
            }
        });
        return List.copyOf(result);
    }

    private static Stream<List<String>> keys(TomlTable table, List<String> above) {
        return table.keySet().stream().flatMap(key -> {
            List<String> path = joined(above, key);
            return table.get(List.of(key)) instanceof TomlTable below ? keys(below, path) : Stream.of(path);
        });
    }

    private <T> T meant(List<String> key, String allowed, Supplier<T> meaning) {
        String rule = "it has to be " + allowed;
        T meant;
        try {
            meant = meaning.get();
        } catch (JprismaException | InvalidPathException e) {
            throw wrong(key, e.getMessage() + "; " + rule, e);
        }
        if (meant == null) {
            throw wrong(key, rule, null);
        }
        return meant;
    }

    JprismaException wrong(String key, String why) {
        return wrong(List.of(key), why, null);
    }

    private JprismaException wrong(List<String> key, String why, Exception cause) {
        return new JprismaException(
                ErrorKind.INPUT_UNUSABLE,
                file + ":" + lineOf(key) + ": " + String.join(".", joined(path, String.join(".", key))) + ": " + why,
                cause);
    }

    private int lineOf(List<String> key) {
        TomlPosition position = table.inputPositionOf(key);
        return position == null ? 1 : position.line();
    }

    private static List<String> joined(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
