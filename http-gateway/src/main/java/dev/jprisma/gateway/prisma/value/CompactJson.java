package dev.jprisma.gateway.prisma.value;

import java.util.Arrays;

/** JSON text without blanks between its tokens. */
public final class CompactJson {
    private CompactJson() {}

    /** Of valid JSON in UTF-8. */
    public static byte[] of(byte[] json, int offset, int length) {
        byte[] compact = new byte[length];
        int count = 0;
        boolean quoted = false;
        for (int i = offset; i < offset + length; i++) {
            byte c = json[i];
            if (quoted || c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                compact[count++] = c;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                compact[count++] = json[++i];
            }
        }
        return count == length ? compact : Arrays.copyOf(compact, count);
    }

    /** @param json valid JSON */
    public static String of(String json) {
        if (json.indexOf(' ') < 0 && json.indexOf('\n') < 0 && json.indexOf('\t') < 0 && json.indexOf('\r') < 0) {
            return json;
        }
        StringBuilder compact = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted || c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                compact.append(c);
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                compact.append(json.charAt(++i));
            }
        }
        return compact.toString();
    }
}
