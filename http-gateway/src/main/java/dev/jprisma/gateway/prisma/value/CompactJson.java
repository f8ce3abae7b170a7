package dev.jprisma.gateway.prisma.value;

/** JSON text without blanks between its tokens. */
public final class CompactJson {
    private CompactJson() {}

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
