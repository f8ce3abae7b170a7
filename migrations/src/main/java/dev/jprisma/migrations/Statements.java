package dev.jprisma.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.postgres.script.MetaCommand;
import dev.jprisma.postgres.script.ScriptException;
import dev.jprisma.postgres.script.ScriptPart;
import dev.jprisma.postgres.script.ScriptReader;
import dev.jprisma.postgres.script.ScriptStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A script read statement by statement. */
final class Statements {
    /** Lines that pg_dump writes around what it writes, for psql. */
    private static final Set<String> OF_PG_DUMP = Set.of("restrict", "unrestrict");

    private Statements() {}

    /**
     * The statements of a script.
     *
     * @throws dev.jprisma.state.JprismaException if it cannot be read to the end, or has what only psql can do
     */
    static List<ScriptStatement> of(SourceFile file, Script script) {
        List<ScriptStatement> statements = new ArrayList<>();
        try (ScriptReader reader = reader(script)) {
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                if (part instanceof ScriptStatement statement) {
                    statements.add(withoutData(file, statement));
                } else if (part instanceof MetaCommand command && !OF_PG_DUMP.contains(command.name())) {
                    throw file.refused(command.line(), command + " is a command of psql's: run this file with psql");
                }
            }
        } catch (ScriptException e) {
            throw file.refused(e.line(), e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory was not read", e);
        }
        return statements;
    }

    private static ScriptStatement withoutData(SourceFile file, ScriptStatement statement) {
        if (statement.takesData()) {
            throw file.refused(
                    statement.line(), "this COPY has its data in the file: load it with \"jprisma dev load\", or psql");
        }
        return statement;
    }

    /** The same, each to go to the server by itself. */
    static List<Script> split(SourceFile file, Script script) {
        return split(of(file, script));
    }

    /** Statements, each to go to the server by itself. */
    static List<Script> split(List<ScriptStatement> statements) {
        return statements.stream()
                .map(statement -> new Script(statement.sql(), statement.line()))
                .toList();
    }

    /** The statement of a script that stands on a line, as far as it can be read; of what cannot, nothing. */
    static Optional<ScriptStatement> at(Script script, long line) {
        return find(script, (statement, index) -> statement.line() <= line);
    }

    /** The statement of that number, from 0. */
    static Optional<ScriptStatement> number(Script script, int number) {
        return find(script, (statement, index) -> index <= number);
    }

    private interface Test {
        boolean isStillBefore(ScriptStatement statement, int index);
    }

    /** The last one that passes. */
    private static Optional<ScriptStatement> find(Script script, Test test) {
        ScriptStatement found = null;
        int index = 0;
        try (ScriptReader reader = reader(script)) {
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                if (part instanceof ScriptStatement statement) {
                    if (!test.isStillBefore(statement, index)) {
                        break;
                    }
                    found = statement;
                    index++;
                }
            }
        } catch (ScriptException | IOException e) {
            // What the server said is told all the same.
        }
        return Optional.ofNullable(found);
    }

    private static ScriptReader reader(Script script) {
        return new ScriptReader(new ByteArrayInputStream(script.sql().getBytes(UTF_8)), script.line());
    }
}
