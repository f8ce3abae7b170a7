package dev.jprisma.cli.project;

import java.nio.file.Path;
import java.util.List;

/** What fills a new instance with data, once. */
public sealed interface Seed {
    /** A file of SQL, run in one transaction. */
    record Script(Path file) implements Seed {}

    /** A program with its arguments, run in the project's folder with the instance in its environment. */
    record Program(List<String> command) implements Seed {}
}
