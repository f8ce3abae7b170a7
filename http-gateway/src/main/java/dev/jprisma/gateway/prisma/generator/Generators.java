package dev.jprisma.gateway.prisma.generator;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.value.DateTimes;
import dev.jprisma.gateway.prisma.value.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The generators of one request; {@code now} is one instant for all of it. */
public final class Generators {
    /** Of all products of a request: what is multiplied is not bounded by the body. */
    private static final long MOST_PAIRS = 1 << 18;

    private String now;
    private long pairs;

    /** @throws PrismaError 400 if the generator does not take such arguments */
    public Object call(GeneratorName generator, List<Object> arguments) {
        return switch (generator) {
            case NOW -> now();
            case UUID -> uuid(version(arguments));
            case CUID -> cuid(version(arguments));
            case ULID -> Identifiers.ulid();
            case NANOID -> Identifiers.nanoid(nanoidLength(arguments));
            case PRODUCT -> product(arguments);
        };
    }

    private String now() {
        if (now == null) {
            now = DateTimes.isoText(Instant.now());
        }
        return now;
    }

    private static String uuid(long version) {
        if (version == 4) {
            return UUID.randomUUID().toString();
        }
        if (version == 7) {
            return Identifiers.uuid7();
        }
        throw PrismaError.badRequest("Invalid UUID generator arguments");
    }

    private static String cuid(long version) {
        if (version == 1) {
            return Identifiers.cuid();
        }
        if (version == 2) {
            return Identifiers.cuid2();
        }
        throw PrismaError.badRequest("Invalid CUID generator arguments");
    }

    private static long version(List<Object> arguments) {
        return !arguments.isEmpty() && arguments.get(0) instanceof Long version ? version : -1;
    }

    private static int nanoidLength(List<Object> arguments) {
        if (arguments.isEmpty()) {
            return 21;
        }
        if (arguments.get(0) instanceof Long length && length >= 0 && length <= 10_000) {
            return length.intValue();
        }
        throw PrismaError.badRequest("Invalid Nanoid generator arguments");
    }

    /** All pairs of an element of the one and an element of the other. */
    private List<Object> product(List<Object> arguments) {
        if (arguments.size() < 2) {
            throw PrismaError.badRequest("Invalid Product generator arguments");
        }
        List<Object> lefts = Values.list(arguments.get(0));
        List<Object> rights = Values.list(arguments.get(1));
        pairs += (long) lefts.size() * rights.size();
        if (pairs > MOST_PAIRS) {
            throw PrismaError.badRequest("The products of a request have " + pairs + " pairs, and can have "
                    + MOST_PAIRS + ". Send fewer records at a time, or use the TCP URL.");
        }
        List<Object> product = new ArrayList<>();
        for (Object left : lefts) {
            for (Object right : rights) {
                product.add(Arrays.asList(left, right));
            }
        }
        return product;
    }
}
