package dev.jprisma.cli;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.JprismaException;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The ports a user names. */
final class PortOptions {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = Port.class,
            description = "HTTP port. Default: the one it has; of a new instance 51213, or a free one.")
    private Integer http;

    @Option(
            names = {"-P", "--db-port"},
            paramLabel = "DB_PORT",
            converter = Port.class,
            description = "Database port. Default: the one it has; of a new instance 51214, or a free one.")
    private Integer database;

    @Option(
            names = "--shadow-db-port",
            paramLabel = "PORT",
            converter = Port.class,
            description = "Shadow database port. Default: the one it has; of a new instance 51215, or a free one.")
    private Integer shadow;

    Integer http() {
        return http;
    }

    Integer database() {
        return database;
    }

    Integer shadow() {
        return shadow;
    }

    boolean isNamed() {
        return http != null || database != null || shadow != null;
    }

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if two are equal */
    void check() {
        long named = Stream.of(http, database, shadow).filter(Objects::nonNull).count();
        long different = Stream.of(http, database, shadow)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        if (different < named) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "Two of the ports are equal (HTTP " + text(http) + ", database " + text(database) + ", shadow "
                            + text(shadow) + "): name different ones");
        }
    }

    private static String text(Integer port) {
        return port == null ? "not named" : port.toString();
    }

    /** Digits to a port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return InstancePort.named(Integer.parseInt(text)).number();
            } catch (NumberFormatException | JprismaException e) {
                throw new TypeConversionException("'" + text + "' is not a port: use 1 to 65535");
            }
        }
    }
}
