package dev.jprisma.state;

/** How to reach a running instance, in the shape in which {@code prisma dev} records it. */
public record Exports(Database database, ShadowDatabase shadowDatabase, Http http, Ppg ppg) {
    /**
     * @param connectionString TCP URL
     * @param terminalCommand what opens a session in a terminal
     */
    public record Database(String connectionString, String terminalCommand) {}

    public record ShadowDatabase(String connectionString) {}

    public record Http(String url) {}

    /** @param url the {@code prisma+postgres://} URL */
    public record Ppg(String url) {}

    static Exports of(ConnectionUrls urls) {
        return new Exports(
                new Database(urls.tcp(), "psql '" + urls.tcp() + "'"),
                new ShadowDatabase(urls.shadow()),
                new Http(urls.httpBase()),
                new Ppg(urls.http()));
    }
}
