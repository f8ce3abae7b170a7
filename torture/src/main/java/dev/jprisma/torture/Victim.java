package dev.jprisma.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who is killed, with SIGKILL. */
enum Victim {
    NOBODY,
    COMMAND,
    DAEMON,
    POSTMASTER,
    BACKEND,
    COMMAND_AND_DAEMON,
    EVERYTHING;

    /** @param subject whose postmaster or backend it is */
    void kill(Session session, Subject subject, Running running) {
        switch (this) {
            case NOBODY -> {}
            case COMMAND -> kill(session, running);
            case DAEMON -> killDaemon(session);
            case POSTMASTER -> session.serverOf(subject).ifPresent(server -> kill(session, server, "postmaster"));
            case BACKEND -> killBackend(session, subject);
            case COMMAND_AND_DAEMON -> {
                kill(session, running);
                killDaemon(session);
            }
            case EVERYTHING -> {
                kill(session, running);
                List<Proc> all = new ArrayList<>(session.sandbox.processes());
                Collections.shuffle(all, session.random);
                all.forEach(process -> kill(session, process, "everything"));
            }
        }
    }

    private static void kill(Session session, Running running) {
        if (running.isAlive()) {
            session.journal.note("  kill -9 the command, %d", running.pid());
            session.tally.killed("command");
            running.kill();
        }
    }

    static void killDaemon(Session session) {
        session.sandbox.processes().stream()
                .filter(process -> process.commandLine().contains("JprismaDaemon"))
                .forEach(process -> kill(session, process, "daemon"));
    }

    private static void killBackend(Session session, Subject subject) {
        List<Proc> all = session.sandbox.processes();
        session.serverOf(subject).ifPresent(server -> {
            List<Proc> children = all.stream()
                    .filter(process -> process.parent() == server.pid())
                    .toList();
            if (!children.isEmpty()) {
                kill(session, session.oneOf(children), "backend");
            }
        });
    }

    private static void kill(Session session, Proc process, String kind) {
        session.journal.note("  kill -9 %s, %d", kind, process.pid());
        session.tally.killed(kind);
        Signals.send("KILL", process.pid());
    }
}
