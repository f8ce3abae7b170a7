package dev.jprisma.state;

/** The version of this jprisma, from its jar; {@code development} when run from class files. */
public final class Version {
    private Version() {}

    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
