package dev.jprisma.cli.project;

import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.FileOwnership;
import dev.jprisma.state.HistoryLength;
import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.JprismaHome;
import dev.jprisma.state.PostgresChoice;
import dev.jprisma.state.ServerSetting;
import dev.jprisma.state.WebOrigins;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * Reads a {@code jprisma.toml}, all of it or nothing: a key that is wrong is told with its line, and not passed over.
 */
final class ProjectReader {
    private static final int LARGEST = 1 << 20;
    private static final int LONGEST_NAME = 63;
    private static final Pattern EXTENSION = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}");

    private final Path file;
    private final Path folder;

    private ProjectReader(Path file) {
        this.file = file;
        this.folder = file.getParent();
    }

    /** @throws JprismaException ({@link ErrorKind#INPUT_UNUSABLE}) if it is not to be trusted, or is wrong */
    static Project read(Path file) {
        return new ProjectReader(file).read();
    }

    private Project read() {
        TomlParseResult parsed = Toml.parse(text());
        if (parsed.hasErrors()) {
            TomlParseError first = parsed.errors().get(0);
            throw unusable(file + ":" + first.position().line() + ": " + first.getMessage());
        }
        TomlSection root = new TomlSection(file, parsed);
        root.allowOnly(Set.of(
                "name",
                "postgres",
                "extensions",
                "limits",
                "history",
                "allow-origin",
                "migrate",
                "seed",
                "ports",
                "settings",
                "env"));
        return new Project(
                file,
                folder,
                name(root),
                ports(root),
                root.value("postgres", "a major version of PostgreSQL, 14 to 18, such as 18", ProjectReader::major),
                extensions(root),
                settings(root),
                root.value("limits", "\"prisma\" or \"none\"", ProjectReader::limits),
                root.value("history", "how much is kept, such as \"1h\", or \"off\"", ProjectReader::history),
                origins(root),
                root.value("migrate", "a folder, such as \"prisma/migrations\"", this::path),
                root.value(
                        "seed",
                        "a file of SQL, or a program with its arguments: [\"npm\", \"run\", \"seed\"]",
                        this::seed),
                environment(root));
    }

    private String text() {
        try {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                throw unusable(file + " is no file: jprisma reads there what this folder says of its instance");
            }
            if (!FileOwnership.isOursOrRoots(real)) {
                throw untrusted("belongs to another user");
            }
            if (FileOwnership.isWritableByEverybody(real)) {
                throw untrusted("can be written by every user");
            }
            try (InputStream in = Files.newInputStream(real)) {
                byte[] bytes = in.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw unusable(file + " has more than 1 MB: that cannot be meant");
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
        } catch (CharacterCodingException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, file + " is not UTF-8, as TOML has to be: save it as that", e);
        } catch (IOException e) {
            throw new JprismaException(
                    ErrorKind.INPUT_UNUSABLE, "Cannot read " + file + " (" + JprismaHome.reason(e) + ")", e);
        }
    }

    /** Since it can name programs that are run. */
    private JprismaException untrusted(String why) {
        return unusable(
                file + " " + why + ", and it can name programs to run: have only yourself write it (chown, chmod)"
                        + " if you trust what it says, or name the instance, such as: jprisma dev -n NAME");
    }

    private InstanceName name(TomlSection root) {
        InstanceName given = root.value("name", "a name, of 1 to 63 letters, digits, '_' and '-'", value -> {
            return value instanceof String text && InstanceName.isValid(text) ? new InstanceName(text) : null;
        });
        return given != null ? given : nameOf(folder);
    }

    /** The folder's own name, with {@code -} for what no instance can have in its name. */
    private static InstanceName nameOf(Path folder) {
        String name = Objects.toString(folder.getFileName(), "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]+", "-")
                .replaceAll("^-+|-+$", "");
        String fitting = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return fitting.isEmpty() ? InstanceName.DEFAULT : new InstanceName(fitting);
    }

    private ProjectPorts ports(TomlSection root) {
        TomlSection ports = root.section("ports");
        if (ports == null) {
            return ProjectPorts.NONE;
        }
        ports.allowOnly(Set.of("http", "database", "shadow"));
        ProjectPorts named = new ProjectPorts(port(ports, "http"), port(ports, "database"), port(ports, "shadow"));
        List<Integer> all = Stream.of(named.http(), named.database(), named.shadow())
                .filter(Objects::nonNull)
                .toList();
        if (all.size() > Set.copyOf(all).size()) {
            throw root.wrong("ports", "two of the ports are equal: name different ones");
        }
        return named;
    }

    private static Integer port(TomlSection ports, String key) {
        return ports.value(key, "a port, 1 to 65535", value -> {
            return value instanceof Long number && number >= 1 && number <= 65535
                    ? Integer.valueOf(InstancePort.named(number.intValue()).number())
                    : null;
        });
    }

    private static Integer major(Object value) {
        try {
            return value instanceof Long || value instanceof String
                    ? PostgresChoice.of(Integer.parseInt(value.toString())).major()
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static HttpLimits limits(Object value) {
        return Arrays.stream(HttpLimits.values())
                .filter(limits -> limits.toString().equals(value))
                .findFirst()
                .orElse(null);
    }

    private static HistoryLength history(Object value) {
        return value instanceof String text ? HistoryLength.of(text) : null;
    }

    private static List<String> extensions(TomlSection root) {
        List<String> named = root.strings("extensions", "names of extensions, such as [\"vector\"]", name -> {
            return EXTENSION.matcher(name).matches();
        });
        return named == null ? List.of() : named;
    }

    private static List<String> origins(TomlSection root) {
        String allowed = "origins of web pages, such as [\"http://localhost:3000\"]";
        return root.value("allow-origin", allowed, value -> {
            List<String> named = TomlSection.stringsOf(value);
            return named == null ? null : WebOrigins.checked(named);
        });
    }

    private static List<ServerSetting> settings(TomlSection root) {
        TomlSection settings = root.section("settings");
        return settings == null
                ? List.of()
                : settings.values(
                        "a string, a number, true or false; a list is one string with commas", (name, value) -> {
                            if (value instanceof Boolean on) {
                                return new ServerSetting(name, on ? "on" : "off");
                            }
                            return value instanceof String || value instanceof Long || value instanceof Double
                                    ? new ServerSetting(name, value.toString())
                                    : null;
                        });
    }

    private Path path(Object value) {
        return value instanceof String text && !text.isBlank()
                ? folder.resolve(text).normalize()
                : null;
    }

    private Seed seed(Object value) {
        if (value instanceof String) {
            Path script = path(value);
            return script == null ? null : new Seed.Script(script);
        }
        List<String> words = TomlSection.stringsOf(value);
        return words == null || words.get(0).isBlank() ? null : new Seed.Program(words);
    }

    private ProjectEnvironment environment(TomlSection root) {
        TomlSection section = root.section("env");
        if (section == null) {
            return null;
        }
        section.allowOnly(Set.of("file", "variables"));
        Path named = section.value("file", "a file, such as \".env\"", this::path);
        List<String> variables = section.strings(
                "variables",
                "some of " + String.join(", ", EnvironmentVariables.NAMES),
                EnvironmentVariables.NAMES::contains);
        return new ProjectEnvironment(
                named == null ? folder.resolve(".env") : named,
                variables == null ? EnvironmentVariables.NAMES : variables);
    }

    private static JprismaException unusable(String message) {
        return new JprismaException(ErrorKind.INPUT_UNUSABLE, message);
    }
}
