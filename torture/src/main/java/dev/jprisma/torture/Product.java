package dev.jprisma.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** jprisma on one home, as a user types it. Each command is held to what every command owes its user. */
final class Product {
    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern STACK_TRACE =
            Pattern.compile("(?im)^\\s+at [\\w.$/]+\\(|Exception in thread|^Caused by:|a defect|An internal error");

    private final Sandbox sandbox;
    private final Path home;
    private final Journal journal;
    private final Tally tally;

    Product(Sandbox sandbox, Path home, Journal journal, Tally tally) {
        this.sandbox = sandbox;
        this.home = home;
        this.journal = journal;
        this.tally = tally;
    }

    Path home() {
        return home;
    }

    Running start(List<String> words) {
        tally.commands.increment();
        List<String> line = new ArrayList<>();
        line.add(sandbox.product().resolve("scripts/jprisma").toString());
        line.addAll(words);
        return new Running(words, sandbox.account().command(line), sandbox.environment(home), sandbox.folder());
    }

    /** @throws Violation if it does not end in time, prints a stack trace, or fails without a word */
    Outcome end(Running running, Duration limit) throws InterruptedException {
        Outcome outcome = running.await(limit);
        journal.note("    %s", outcome);
        if (STACK_TRACE.matcher(outcome.err() + outcome.out()).find()) {
            throw new Violation("a stack trace: " + outcome);
        }
        // The command of an exec speaks for itself.
        boolean ours = !outcome.words().contains("exec");
        if (ours
                && !outcome.killed()
                && !running.endedByInterrupt()
                && outcome.exitCode() != 0
                && outcome.err().isBlank()) {
            throw new Violation("fails without a word: " + outcome);
        }
        return outcome;
    }

    Outcome run(String... words) throws InterruptedException {
        return end(start(List.of(words)), LIMIT);
    }

    Outcome run(Duration limit, String... words) throws InterruptedException {
        return end(start(List.of(words)), limit);
    }

    /** @throws Violation if it fails */
    Outcome must(String... words) throws InterruptedException {
        return must(run(words));
    }

    static Outcome must(Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new Violation("must work, and does not: " + outcome);
        }
        return outcome;
    }

    List<Listed> list() throws InterruptedException {
        Outcome outcome = must("dev", "ls", "--json");
        try {
            return StreamSupport.stream(
                            JsonMapper.shared().readTree(outcome.out()).spliterator(), false)
                    .map(Listed::of)
                    .toList();
        } catch (JacksonException e) {
            throw new Violation("ls --json prints no JSON: " + outcome);
        }
    }

    /** The daemon that is recorded, if it is alive. */
    OptionalLong daemon() {
        try {
            JsonNode record = JsonMapper.shared().readTree(Files.readString(home.resolve("daemon.json")));
            long pid = record.path("process").path("pid").asLong(0);
            return Proc.of(pid).filter(Proc::isLive).filter(this::isDaemon).isPresent()
                    ? OptionalLong.of(pid)
                    : OptionalLong.empty();
        } catch (IOException | JacksonException none) {
            return OptionalLong.empty();
        }
    }

    private boolean isDaemon(Proc process) {
        return process.commandLine().contains("JprismaDaemon")
                && process.commandLine().contains(home.toString());
    }
}
