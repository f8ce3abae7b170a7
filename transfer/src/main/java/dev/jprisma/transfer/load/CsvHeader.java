package dev.jprisma.transfer.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The first record of a CSV file, which names the columns.
 *
 * @param delimiter between values: the one given or, where a comma would leave one column only, the semicolon that
 *     spreadsheets of some countries write
 * @param lines how many lines it takes
 */
record CsvHeader(List<String> names, char delimiter, int lines) {
    private static final int MOST_BYTES = 1024 * 1024;

    /** Reads it, and nothing behind it; null if there is nothing. */
    static CsvHeader read(InputStream in, char delimiter) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        boolean quoted = false;
        int lines = 1;
        for (int b = in.read(); b >= 0 && (quoted || b != '\n') && record.size() < MOST_BYTES; b = in.read()) {
            quoted ^= b == '"';
            lines += b == '\n' ? 1 : 0;
            record.write(b);
        }
        String text = record.toString(StandardCharsets.UTF_8)
                .replaceFirst("^\ufeff", "")
                .stripTrailing();
        if (text.isEmpty()) {
            return null;
        }
        List<String> names = split(text, delimiter);
        if (names.size() == 1 && delimiter == ',' && text.contains(";")) {
            return new CsvHeader(split(text, ';'), ';', lines);
        }
        return new CsvHeader(names, delimiter, lines);
    }

    private static List<String> split(String record, char delimiter) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                    name.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == delimiter && !quoted) {
                names.add(name.toString().strip());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString().strip());
        return names;
    }
}
