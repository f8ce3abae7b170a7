package dev.jprisma.insights;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as it can be shown: with placeholders for all values, which may be secrets, and without comments.
 *
 * @param shape the statement, blanks folded
 * @param plain the same with its values, by which two executions are compared; not to be kept
 * @param comment the text of its last comment, where tools say who has written the statement; empty if there is none
 */
record StatementText(String shape, String plain, String comment) {
    private static final int LONGEST = 16 * 1024;
    private static final Pattern OFFSET =
            Pattern.compile("\\boffset\\s+\\(?\\s*(?:\\$(\\d+)|(\\d+))", Pattern.CASE_INSENSITIVE);

    static StatementText of(String sql) {
        return new Lexer(sql.length() > LONGEST ? sql.substring(0, LONGEST) : sql).read();
    }

    /**
     * How many rows it skips at least, which is no secret.
     *
     * @param values its parameters as the log writes them
     */
    long offset(String values) {
        Matcher offset = OFFSET.matcher(plain);
        long most = 0;
        while (offset.find()) {
            String number = offset.group(2);
            if (number == null) {
                Matcher value =
                        Pattern.compile("\\$" + offset.group(1) + " = '(\\d+)'").matcher(values);
                number = value.find() ? value.group(1) : "0";
            }
            most = Math.max(most, number.length() > 15 ? 0 : Long.parseLong(number));
        }
        return most;
    }

    private static final class Lexer {
        private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{1,5})");

        private final String sql;
        private final StringBuilder shape = new StringBuilder();
        private final StringBuilder plain = new StringBuilder();
        private String comment = "";
        private int at;
        private int placeholders;

        Lexer(String sql) {
            this.sql = sql;
            Matcher parameter = PARAMETER.matcher(sql);
            while (parameter.find()) {
                placeholders = Math.max(placeholders, Integer.parseInt(parameter.group(1)));
            }
        }

        StatementText read() {
            while (at < sql.length()) {
                char c = sql.charAt(at);
                if (Character.isWhitespace(c)) {
                    blank();
                    at++;
                } else if (sql.startsWith("--", at)) {
                    int end = sql.indexOf('\n', at);
                    at = end < 0 ? sql.length() : end;
                } else if (sql.startsWith("/*", at)) {
                    comment();
                } else if (c == '\'') {
                    literal(endOfText(at, isEscaping()));
                } else if (c == '"') {
                    copy(endOfQuoted('"', at));
                } else if (c == '$') {
                    dollar();
                } else if (Character.isDigit(c)) {
                    literal(endOfNumber());
                } else if (Character.isJavaIdentifierStart(c)) {
                    copy(endOfWord());
                } else {
                    copy(at + 1);
                }
            }
            return new StatementText(withoutEnd(shape), withoutEnd(plain), comment);
        }

        private static String withoutEnd(StringBuilder text) {
            String stripped = text.toString().strip();
            return stripped.endsWith(";")
                    ? stripped.substring(0, stripped.length() - 1).strip()
                    : stripped;
        }

        private void blank() {
            if (!shape.isEmpty() && shape.charAt(shape.length() - 1) != ' ') {
                shape.append(' ');
            }
            if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        }

        private void copy(int end) {
            shape.append(sql, at, end);
            plain.append(sql, at, end);
            at = end;
        }

        private void literal(int end) {
            shape.append('$').append(++placeholders);
            plain.append(sql, at, end);
            at = end;
        }

        private void comment() {
            int depth = 0;
            int start = at + 2;
            do {
                if (sql.startsWith("/*", at)) {
                    depth++;
                    at += 2;
                } else if (sql.startsWith("*/", at)) {
                    depth--;
                    at += 2;
                } else {
                    at++;
                }
            } while (depth > 0 && at < sql.length());
            comment = sql.substring(start, Math.max(start, Math.min(sql.length(), at) - 2));
            blank();
        }

        /** Of {@code E'...'}, in which a backslash escapes. The letter stays in front of the placeholder otherwise. */
        private boolean isEscaping() {
            int last = shape.length() - 1;
            boolean escapes = last >= 0
                    && (shape.charAt(last) == 'E' || shape.charAt(last) == 'e')
                    && (last == 0 || !Character.isJavaIdentifierPart(shape.charAt(last - 1)));
            if (escapes) {
                shape.setLength(last);
            }
            return escapes;
        }

        private int endOfText(int start, boolean escaping) {
            int i = start + 1;
            while (i < sql.length()) {
                char c = sql.charAt(i);
                if (escaping && c == '\\') {
                    i += 2;
                } else if (c == '\'' && i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                    i += 2;
                } else if (c == '\'') {
                    return i + 1;
                } else {
                    i++;
                }
            }
            return sql.length();
        }

        private int endOfQuoted(char quote, int start) {
            int end = sql.indexOf(quote, start + 1);
            return end < 0 ? sql.length() : end + 1;
        }

        private void dollar() {
            Matcher parameter = PARAMETER.matcher(sql).region(at, sql.length());
            if (parameter.lookingAt()) {
                copy(parameter.end());
                return;
            }
            int tagEnd = at + 1;
            while (tagEnd < sql.length()
                    && Character.isJavaIdentifierPart(sql.charAt(tagEnd))
                    && sql.charAt(tagEnd) != '$') {
                tagEnd++;
            }
            if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
                copy(at + 1);
                return;
            }
            String tag = sql.substring(at, tagEnd + 1);
            int end = sql.indexOf(tag, tagEnd + 1);
            literal(end < 0 ? sql.length() : end + tag.length());
        }

        private int endOfNumber() {
            int end = at;
            while (end < sql.length()
                    && (Character.isLetterOrDigit(sql.charAt(end))
                            || sql.charAt(end) == '.'
                            || sql.charAt(end) == '_')) {
                end++;
            }
            return end;
        }

        private int endOfWord() {
            int end = at + 1;
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                end++;
            }
            return end;
        }
    }
}
