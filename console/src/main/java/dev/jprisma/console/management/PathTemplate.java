package dev.jprisma.console.management;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places for ids, such as {@code /v1/projects/{id}}. An encoded slash is a part of an id.
 *
 * @param text as OpenAPI writes it
 */
record PathTemplate(String text) {
    /** What stands in its places, decoded; empty if that path is another one. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> expected = List.of(text.split("/", -1));
        List<String> actual = List.of(rawPath.split("/", -1));
        if (expected.size() != actual.size()) {
            return Optional.empty();
        }
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String segment = expected.get(i);
            if (segment.startsWith("{")) {
                places.put(segment.substring(1, segment.length() - 1), decoded(actual.get(i)));
            } else if (!segment.equals(actual.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
    }

    /** The names of its places. */
    List<String> places() {
        return List.of(text.split("/")).stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
