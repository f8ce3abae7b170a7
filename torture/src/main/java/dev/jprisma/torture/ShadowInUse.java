package dev.jprisma.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The daemon is killed while an instance with a live shadow database stops or is removed. */
final class ShadowInUse implements Scenario {
    @Override
    public void play(Session session) throws Exception {
        Subject subject = session.anyRunning(false);
        String url =
                session.product.must("dev", "url", "--shadow", subject.name()).line();
        try (Connection shadow = DriverManager.getConnection(JdbcUrl.of(url))) {
            session.journal.note("  the shadow of %s serves %s", subject, shadow.getCatalog());
            Deed deed = session.oneOf(List.of(Deed.STOP, Deed.REMOVE_BY_FORCE, Deed.DAEMON_STOP_ALL));
            Running running = session.begin(deed, subject);
            if (session.chance(0.7)) {
                session.awaitRecord(subject, "\"stopping\"", running);
            } else {
                session.pauseMillis(session.random.nextInt(800));
            }
            session.oneOf(List.of(Victim.DAEMON, Victim.COMMAND_AND_DAEMON)).kill(session, subject, running);
            session.end(deed, subject, running, false);
        } catch (SQLException closed) {
            session.journal.note("  (the shadow's connection: %s)", closed.getMessage());
        }
    }
}
