package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** The three ports of an instance, all different. They listen on loopback only. */
public record InstancePorts(InstancePort http, InstancePort database, InstancePort shadow) {
    /** The ports tried first: HTTP 51213, database 51214, shadow 51215. */
    public static final InstancePorts DEFAULT =
            new InstancePorts(InstancePort.chosen(51213), InstancePort.chosen(51214), InstancePort.chosen(51215));

    /** @throws JprismaException ({@link ErrorKind#INVALID}) if two are equal */
    public InstancePorts {
        requireNonNull(http, "http");
        requireNonNull(database, "database");
        requireNonNull(shadow, "shadow");
        requireDifferent("HTTP", http, "database", database);
        requireDifferent("HTTP", http, "shadow", shadow);
        requireDifferent("database", database, "shadow", shadow);
    }

    private static void requireDifferent(String aWhat, InstancePort a, String bWhat, InstancePort b) {
        if (a.number() == b.number()) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "The " + aWhat + " and the " + bWhat + " port are both " + a.number() + ": name different ones");
        }
    }

    public InstancePort of(PortRole role) {
        return switch (role) {
            case HTTP -> http;
            case DATABASE -> database;
            case SHADOW -> shadow;
        };
    }

    /** The same with this database port, from which a chosen one moves away if it has to. */
    public InstancePorts withDatabase(int number) {
        InstancePort moved = database.number() == number ? database : InstancePort.chosen(number);
        return new InstancePorts(apart(http, number), moved, apart(shadow, number));
    }

    private static InstancePort apart(InstancePort port, int taken) {
        return port.number() == taken ? InstancePort.chosen(taken + 3) : port;
    }

    public Set<Integer> numbers() {
        return Set.of(http.number(), database.number(), shadow.number());
    }

    @Override
    public String toString() {
        return http.number() + " (HTTP), " + database.number() + " (database), " + shadow.number() + " (shadow)";
    }
}
