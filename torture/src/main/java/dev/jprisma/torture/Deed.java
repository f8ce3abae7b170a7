package dev.jprisma.torture;

import dev.jprisma.torture.Subject.Fate;
import java.util.List;

/** A command that is tried in the middle of a blow, and what it means for its instance. */
enum Deed {
    DETACH("dev", "--detach", "-n", "NAME"),
    START("dev", "start", "NAME"),
    STOP("dev", "stop", "-y", "NAME"),
    REMOVE("dev", "rm", "-y", "NAME"),
    REMOVE_BY_FORCE("dev", "rm", "-y", "--force", "NAME"),
    /** What it takes is not kept: it frees room. */
    PURGE("dev", "rm", "-y", "--force", "--purge", "NAME"),
    EXEC("dev", "exec", "NAME", "--", "true"),
    EXEC_EPHEMERAL("dev", "exec", "--ephemeral", "--", "sh", "-c", "echo inside; sleep 0.4; exit 7"),
    FOREGROUND("dev", "-n", "NAME"),
    CLONE("dev", "clone-db", "NAME"),
    LIST("dev", "ls"),
    URL("dev", "url", "NAME"),
    ENVIRONMENT("dev", "env", "NAME"),
    DAEMON_STATUS("daemon", "status"),
    DAEMON_STOP("daemon", "stop"),
    DAEMON_STOP_ALL("daemon", "stop", "--all");

    private final List<String> words;

    Deed(String... words) {
        this.words = List.of(words);
    }

    List<String> words(Subject subject) {
        return words.stream()
                .map(word -> word.equals("NAME") ? subject.name() : word)
                .toList();
    }

    boolean removes() {
        return this == REMOVE || this == REMOVE_BY_FORCE || this == PURGE;
    }

    /** Whether it changes instances: only the state of the others is known in advance. */
    boolean changes() {
        return ordinal() <= FOREGROUND.ordinal() || this == DAEMON_STOP_ALL;
    }

    /** From now on its work may be done or not. */
    void begins(Subject subject, List<Subject> all) {
        switch (this) {
            case DETACH, EXEC -> mayExist(subject);
            case FOREGROUND -> {
                boolean ran = !Boolean.FALSE.equals(subject.wanted) && subject.fate != Fate.ABSENT;
                mayExist(subject);
                // It ends with the command: it can only go on if it ran before and the command never got hold of it.
                subject.wanted = ran ? null : Boolean.FALSE;
            }
            case START, STOP -> subject.wanted = null;
            case REMOVE, REMOVE_BY_FORCE, PURGE -> {
                if (subject.fate != Fate.ABSENT) {
                    subject.fate = Fate.MAY_BE_GONE;
                }
            }
            case DAEMON_STOP_ALL -> all.forEach(each -> each.wanted = null);
            default -> {
                // Changes nothing.
            }
        }
    }

    private static void mayExist(Subject subject) {
        subject.wanted = null;
        if (subject.fate == Fate.ABSENT) {
            subject.fate = Fate.MAY_EXIST;
        }
    }

    /**
     * It has ended.
     *
     * @param undisturbed whether nothing else happened meanwhile that could have undone, or hindered, it
     */
    void ended(Subject subject, List<Subject> all, Outcome outcome, boolean undisturbed) throws InterruptedException {
        if (this == EXEC_EPHEMERAL && !outcome.killed() && outcome.out().contains("inside")) {
            requireExit(outcome, 7);
        }
        if (!outcome.succeeded()) {
            if (removes() && undisturbed && subject.fate == Fate.MAY_BE_GONE) {
                subject.fate = Fate.EXISTS;
            }
            return;
        }
        switch (this) {
            case DETACH -> {
                exists(subject, undisturbed);
                subject.wanted = undisturbed ? Boolean.TRUE : subject.wanted;
            }
            case EXEC -> exists(subject, undisturbed);
            case START -> subject.wanted = undisturbed ? Boolean.TRUE : subject.wanted;
            case STOP -> subject.wanted = undisturbed ? Boolean.FALSE : subject.wanted;
            case REMOVE, REMOVE_BY_FORCE, PURGE -> {
                if (undisturbed) {
                    subject.forget();
                }
            }
            case DAEMON_STOP_ALL -> {
                if (undisturbed) {
                    all.forEach(each -> each.wanted = Boolean.FALSE);
                }
            }
            default -> {
                // Changes nothing.
            }
        }
    }

    /** Unless it was removed afterwards by who was there at the same time. */
    private static void exists(Subject subject, boolean undisturbed) {
        if (undisturbed || subject.fate != Fate.MAY_BE_GONE) {
            subject.fate = Fate.EXISTS;
        }
    }

    private static void requireExit(Outcome outcome, int code) {
        if (outcome.exitCode() != code) {
            throw new Violation("the command's exit code " + code + " is lost: " + outcome);
        }
    }
}
