package dev.jprisma.state;

/** Who every instance lets in, over TCP and SCRAM, on loopback: the convention of local databases. */
public final class Credentials {
    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";
    public static final String DATABASE = "postgres";

    private Credentials() {}
}
