package dev.jprisma.postgres.extension;

import dev.jprisma.state.ConfigurationText;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.ServerSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an extension's control file says (PostgreSQL's documentation, "Extension Files").
 *
 * @param path of the file
 * @param name of the extension
 */
record ControlFile(Path path, String name, Map<String, String> parameters) {
    private static final String SUFFIX = ".control";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*");
    private static final int LARGEST = 1 << 16;

    /** Empty if it is the control file of no extension. */
    static Optional<ControlFile> read(Path path) throws IOException {
        String file = path.getFileName().toString();
        if (!file.endsWith(SUFFIX) || Files.size(path) > LARGEST) {
            return Optional.empty();
        }
        String name = file.substring(0, file.length() - SUFFIX.length());
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (ServerSetting parameter : ConfigurationText.parse(Files.readString(path, StandardCharsets.UTF_8))) {
                parameters.put(parameter.name(), parameter.value());
            }
            return Optional.of(new ControlFile(path, name, parameters));
        } catch (JprismaException | IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What {@code CREATE EXTENSION} makes. */
    Optional<String> version() {
        return Optional.ofNullable(parameters.get("default_version"));
    }

    Optional<String> comment() {
        return Optional.ofNullable(parameters.get("comment"));
    }

    /** The name of the library that its scripts are of, without folder and suffix. */
    Optional<String> library() {
        return Optional.ofNullable(parameters.get("module_pathname"))
                .map(module -> module.substring(module.lastIndexOf('/') + 1));
    }

    /** The names of extensions that it needs. */
    List<String> requires() {
        return Stream.of(parameters.getOrDefault("requires", "").split(","))
                .map(name -> name.strip().replace("\"", ""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Where its scripts are, below a share directory. */
    String scripts() {
        return parameters.getOrDefault("directory", "extension");
    }

    /** Whether that file is one of its own. */
    boolean owns(String fileName) {
        return fileName.equals(name + SUFFIX)
                || fileName.startsWith(name + "--") && (fileName.endsWith(".sql") || fileName.endsWith(SUFFIX));
    }
}
