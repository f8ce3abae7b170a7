package dev.jprisma.state;

/**
 * One port of an instance.
 *
 * @param number 1 to 65535
 * @param named whether the user asked for this number: then it is bound or the start fails, while a default one moves
 */
public record InstancePort(int number, boolean named) {
    /** @throws JprismaException ({@link ErrorKind#INVALID}) for a number that is no port */
    public InstancePort {
        if (number < 1 || number > 65535) {
            throw new JprismaException(ErrorKind.INVALID, number + " is not a port: use 1 to 65535");
        }
    }

    /** A port the user named. */
    public static InstancePort named(int number) {
        return new InstancePort(number, true);
    }

    /** A port we chose. */
    public static InstancePort chosen(int number) {
        return new InstancePort(number, false);
    }
}
