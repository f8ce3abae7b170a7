package dev.jprisma.state;

/** The version of this jprisma; a constant, since to read a jar's manifest takes a command longer than to read the home. */
public final class Version {
    private Version() {}

    public static String current() {
        return "${project.version}";
    }
}
