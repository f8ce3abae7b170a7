package dev.jprisma.console.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.postgres.script.MetaCommand;
import dev.jprisma.postgres.script.ScriptException;
import dev.jprisma.postgres.script.ScriptPart;
import dev.jprisma.postgres.script.ScriptReader;
import dev.jprisma.postgres.script.ScriptStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The statements of a text, with where each of them stands in it. */
final class ScriptText {

    /** @param offset of its first character in the text, as Java and JavaScript count */
    record PlacedStatement(ScriptStatement statement, int offset) {

        /** The offset in the text that PostgreSQL means by a position: a character of the statement, from 1. */
        int offsetOf(int position) {
            String sql = statement.sql();
            int characters = Math.min(Math.max(position - 1, 0), sql.codePointCount(0, sql.length()));
            return offset + sql.offsetByCodePoints(0, characters);
        }
    }

    private ScriptText() {}

    /** @throws StatementProblem if it is no script, or has something for psql in it */
    static List<PlacedStatement> statements(String text) {
        List<PlacedStatement> statements = new ArrayList<>();
        try (ScriptReader reader = new ScriptReader(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            int end = 0;
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                if (part instanceof MetaCommand command) {
                    throw new StatementProblem(
                            lineStart(text, part.line()), command + " is a command of psql's: run it with psql.");
                }
                ScriptStatement statement = (ScriptStatement) part;
                int start = begin(text, end);
                if (statement.takesData()) {
                    throw new StatementProblem(
                            start, "COPY ... FROM STDIN takes data from a client: load them with jprisma dev load.");
                }
                statements.add(new PlacedStatement(statement, start));
                end = start + statement.sql().length();
            }
        } catch (ScriptException e) {
            String said = e.getMessage();
            throw new StatementProblem(
                    lineStart(text, e.line()), Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements;
    }

    private static int lineStart(String text, long line) {
        int start = 0;
        for (long passed = 1; passed < line; passed++) {
            start = text.indexOf('\n', start) + 1;
        }
        return start;
    }

    /** Where the next statement begins: beyond the blanks, semicolons and comments that the reader leaves out. */
    private static int begin(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                at = commentEnd(text, at);
            } else if (next == ';' || next == ' ' || next >= '\t' && next <= '\r' || next == '\uFEFF') {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int commentEnd(String text, int from) {
        int depth = 0;
        int at = from;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        return at;
    }
}
