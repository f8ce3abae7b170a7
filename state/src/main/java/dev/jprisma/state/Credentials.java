package dev.jprisma.state;

/** The superuser of every instance and its first database: the convention of local databases. */
public final class Credentials {
    public static final String USER = "postgres";
    public static final String DATABASE = "postgres";
    /** Of a shadow server, and of no other: a login that was meant for one of them is refused by the other. */
    public static final String SHADOW_DATABASE = "shadow";

    private Credentials() {}
}
