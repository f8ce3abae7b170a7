package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@code .env} file of the user's, in which variables get new values: each where it stands, those that are missing at
 * the end. Everything else in it stays, byte for byte, as do its owner, its group and its mode; it is replaced in one
 * step. A new one can be read by its owner alone.
 */
final class DotenvFile {
    /** Bytes that are characters of ours are ASCII; all others stay what they are. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /** As dotenv reads it: a quoted value may have several lines, another ends before a comment. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "^[ \\t]*(?:export[ \\t]+)?(?<name>[\\w.-]+)[ \\t]*=[ \\t]*"
                    + "(?<value>'[^'\\\\]*(?:\\\\.[^'\\\\]*)*+'|\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*+\"|[^#\\r\\n]*(?<![ \\t])|)",
            Pattern.MULTILINE | Pattern.DOTALL);

    private final Path file;

    DotenvFile(Path file) {
        this.file = file;
    }

    /**
     * Gives the variables these values.
     *
     * @return the names of those that had others or were missing
     * @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if the file cannot be read or written; then it is as
     *     it was
     */
    List<String> set(Map<String, String> variables) {
        try {
            Set<String> changed = new HashSet<>();
            String before = read();
            String after = withMissing(withChanged(before, variables, changed), variables, changed);
            if (!after.equals(before)) {
                replaceBy(after);
            }
            return variables.keySet().stream().filter(changed::contains).toList();
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, "Cannot write " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    private static String withChanged(String text, Map<String, String> variables, Set<String> changed) {
        StringBuilder result = new StringBuilder();
        int copied = 0;
        for (Matcher found = ASSIGNMENT.matcher(text); found.find(); ) {
            String value = variables.get(found.group("name"));
            if (value != null && !found.group("value").equals(quoted(value))) {
                result.append(text, copied, found.start("value")).append(quoted(value));
                copied = found.end("value");
                changed.add(found.group("name"));
            }
        }
        return result.append(text, copied, text.length()).toString();
    }

    private static String withMissing(String text, Map<String, String> variables, Set<String> changed) {
        Set<String> missing = new LinkedHashSet<>(variables.keySet());
        for (Matcher found = ASSIGNMENT.matcher(text); found.find(); ) {
            missing.remove(found.group("name"));
        }
        changed.addAll(missing);
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        String separator = missing.isEmpty() || text.isEmpty() || text.endsWith("\n") ? "" : lineEnd;
        return missing.stream()
                .map(name -> name + "=" + quoted(variables.get(name)) + lineEnd)
                .collect(Collectors.joining("", text + separator, ""));
    }

    private String read() throws IOException {
        try {
            return Files.readString(file, BYTES);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** As {@code dev env} prints it: no value of ours holds a quote, a dollar or a backslash. */
    private static String quoted(String value) {
        return '"' + value + '"';
    }

    /** A link to a file stays one. */
    private void replaceBy(String content) throws IOException {
        boolean isNew = !Files.exists(file);
        Path target = isNew ? file.toAbsolutePath() : file.toRealPath();
        Path next = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".new");
        try {
            Files.writeString(next, content, BYTES);
            if (!isNew && Files.getFileStore(target).supportsFileAttributeView("posix")) {
                makeAlike(target, next);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Under root the file stays its user's; of somebody else's, whose it cannot be made, nothing is replaced. */
    private static void makeAlike(Path target, Path next) throws IOException {
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!made.group().equals(old.group())) {
            view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
    }
}
