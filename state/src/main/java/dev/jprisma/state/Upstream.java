package dev.jprisma.state;

import static java.util.Objects.requireNonNull;

/**
 * The database elsewhere that a linked instance leads to. Its server is not ours: nothing here starts or stops it.
 *
 * @param url a {@link ConnectionUri} that names everything, the password too; never printed
 * @param shadowUrl of the database that migration tools may wipe; null if that is a local one
 * @param pooler whether a pooler stands between that gives a transaction any of its connections, so that nothing lasts
 *     in a session
 */
public record Upstream(String url, String shadowUrl, boolean pooler) {
    /** @throws JprismaException ({@link ErrorKind#INVALID}) if one of them is no such URI, or names too little */
    public Upstream {
        ConnectionUri uri = ConnectionUri.parse(requireNonNull(url, "url"));
        if (uri.hosts().isEmpty() || uri.user() == null || uri.database() == null) {
            throw new JprismaException(ErrorKind.INVALID, "The URL to link names no host, user or database");
        }
        if (shadowUrl != null && uri.isSameDatabase(ConnectionUri.parse(shadowUrl))) {
            throw new JprismaException(
                    ErrorKind.INVALID,
                    "The shadow database is the database itself, which migration tools would wipe: name another");
        }
    }

    /** What {@link #url} says. */
    public ConnectionUri uri() {
        return ConnectionUri.parse(url);
    }

    /** The same, and whether a pooler stands between. */
    public Upstream withPooler(boolean there) {
        return new Upstream(url, shadowUrl, there);
    }

    /** Without what is secret in it. */
    @Override
    public String toString() {
        return uri().toString();
    }
}
