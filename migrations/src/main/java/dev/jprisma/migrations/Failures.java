package dev.jprisma.migrations;

import dev.jprisma.postgres.script.ScriptStatement;
import dev.jprisma.postgres.wire.ServerError;
import dev.jprisma.postgres.wire.ServerErrorException;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;
import java.util.Optional;

/** Tells where a migration failed: file, line, statement, and PostgreSQL's own words. */
final class Failures {
    private static final int MOST_CHARACTERS = 400;

    private Failures() {}

    /** @param afterwards a sentence on what is left of it */
    static JprismaException of(Migration migration, Script script, ServerErrorException failure, String afterwards) {
        ServerError error = failure.error();
        long line = lineOf(script, error.position());
        Optional<ScriptStatement> statement =
                line > 0 ? Statements.at(script, line) : Statements.number(script, failure.statement());
        if (line == 0) {
            line = statement.map(ScriptStatement::line).orElse(script.line());
        }
        StringBuilder text = new StringBuilder()
                .append(migration.file())
                .append(", line ")
                .append(line)
                .append(": ")
                .append(error.message())
                .append(" (SQLSTATE ")
                .append(error.code())
                .append(')');
        statement.ifPresent(
                found -> text.append("\n  ").append(shortened(found.sql()).replace("\n", "\n  ")));
        append(text, "Detail", error.detail());
        append(text, "Hint", error.hint());
        append(text, "Context", error.where());
        text.append('\n').append(afterwards);
        return new JprismaException(ErrorKind.POSTGRES_FAILED, text.toString(), failure);
    }

    private static void append(StringBuilder text, String what, String value) {
        if (value != null) {
            text.append('\n').append(what).append(": ").append(value);
        }
    }

    /** 0 if the server did not say. */
    private static long lineOf(Script script, String position) {
        if (position == null) {
            return 0;
        }
        String sql = script.sql();
        int characters = Math.min(Integer.parseInt(position) - 1, sql.codePointCount(0, sql.length()));
        String before = sql.substring(0, sql.offsetByCodePoints(0, Math.max(0, characters)));
        return script.line() + before.chars().filter(c -> c == '\n').count();
    }

    private static String shortened(String sql) {
        return sql.length() <= MOST_CHARACTERS
                ? sql
                : sql.substring(0, MOST_CHARACTERS).stripTrailing() + " ...";
    }
}
