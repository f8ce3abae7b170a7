package dev.jprisma.gateway.prisma.execute;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Tags of a request as a comment after each of its statements, in the form of sqlcommenter. */
final class SqlComment {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    private SqlComment() {}

    /** With a blank before it; empty without tags. */
    static String of(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return "";
        }
        StringJoiner comment = new StringJoiner(",", " /*", "*/");
        new TreeMap<>(tags)
                .forEach((key, value) ->
                        comment.add(encode(key) + "='" + encode(value).replace("'", "\\'") + "'"));
        return comment.toString();
    }

    /** As {@code encodeURIComponent} does; what could end the comment never remains. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet));
            }
        }
        return encoded.toString();
    }
}
