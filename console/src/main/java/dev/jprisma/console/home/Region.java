package dev.jprisma.console.home;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a database can be asked for. Clients know those of Prisma's cloud, and some know no others; all of them are
 * this machine.
 */
public record Region(String id, String name) {
    /** Where everything is. */
    public static final Region LOCAL = new Region("local", "This machine");

    private static final List<String> CLOUD =
            List.of("us-east-1", "us-west-1", "eu-west-3", "eu-central-1", "ap-northeast-1", "ap-southeast-1");

    /** This machine under each of its names, its own first. */
    public static List<Region> all() {
        return Stream.concat(Stream.of(LOCAL), CLOUD.stream().map(id -> new Region(id, LOCAL.name)))
                .toList();
    }

    /** Whether it is one of them. */
    public static boolean isKnown(String id) {
        return LOCAL.id.equals(id) || CLOUD.contains(id);
    }
}
