package dev.jprisma.postgres.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class ScriptReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;b', 'it''s;', \"a;b\", \"a\"\";\"",
                "select E'a\\';b', e'\\\\'",
                "select E'a\\'b'\n  'c\\';d'",
                "select 'a\\', 'b;'",
                "select $$a;b$$, $x$a;$$;b$x$, $1, a$b",
                "select U&'\\0061;', b'1', x'1F', n'a;'",
                "select 1 /* a; /* b; */ c; */ + 2 -- d;",
                "create rule r as on insert to t do (delete from a; delete from b)",
                "create function f() returns int begin atomic select case when true then 1 end; select 2; end",
                "CREATE OR REPLACE PROCEDURE p(\"end\" int) BEGIN ATOMIC DELETE FROM t; END",
                "create table t (\"begin\" int, \"atomic\" int)",
                "select a.end, b.begin",
            })
    void aStatementIsOneWhateverIsInIt(String sql) throws IOException {
        assertThat(statements(sql + "\n;select 2;")).containsExactly(sql, "select 2");
    }

    @Test
    void commentsAndSemicolonsBetweenStatementsAreLeftOut() throws IOException {
        assertThat(statements("-- a;\n;; /* b; */ select 1; -- c\n ; select 2 -- d"))
                .containsExactly("select 1", "select 2 -- d");
    }

    @Test
    void aStatementKnowsItsLineAndThoseOfPositionsInIt() throws IOException {
        ScriptReader reader = reader("\ufeff-- a\n\nselect 1;\n/*\n*/ select\n  '\ud83d\ude00',\n  x;\r\nselect 3");
        assertThat(reader.next().line()).isEqualTo(3);
        ScriptStatement second = (ScriptStatement) reader.next();
        assertThat(second.line()).isEqualTo(5);
        assertThat(second.lineAt(1)).isEqualTo(5);
        assertThat(second.lineAt(second.sql().codePointCount(0, second.sql().length())))
                .isEqualTo(7);
        assertThat(reader.next().line()).isEqualTo(8);
        assertThat(reader.next()).isNull();
    }

    @Test
    void linesForPsqlAreKnown() throws IOException {
        assertThat(parts("\\restrict abc\n\\connect \"my db\" x\nselect 1;\n\\.\n\\unrestrict abc\n"))
                .containsExactly(
                        new MetaCommand("restrict", "abc", 1),
                        new MetaCommand("connect", "\"my db\" x", 2),
                        new ScriptStatement("select 1", 3, List.of("SELECT"), false),
                        new MetaCommand(".", "", 4),
                        new MetaCommand("unrestrict", "abc", 5));
    }

    @Test
    void dataFollowACopy() throws IOException {
        String data = "1\ta\\.\n\\N\t;\n\\.x\n\n2\t'\n";
        ScriptReader reader = reader("copy \"t\" (a, b) from stdin with (format text);  \n" + data + "\\.\nselect 1;");
        ScriptStatement copy = (ScriptStatement) reader.next();
        assertThat(copy.takesData()).isTrue();
        assertThat(new String(reader.copyData().readAllBytes(), UTF_8)).isEqualTo(data);
        ScriptStatement next = (ScriptStatement) reader.next();
        assertThat(next.sql()).isEqualTo("select 1");
        assertThat(next.line()).isEqualTo(8);
    }

    @Test
    void dataThatAreNotReadAreSkipped() throws IOException {
        assertThat(statements("copy t from stdin;\r\n1;\r\n\\.\r\nselect 1; copy t from stdin;\n\\.\nselect 2;"
                        + "copy t from stdin;\n3\n"))
                .containsExactly("copy t from stdin", "select 1", "copy t from stdin", "select 2", "copy t from stdin");
    }

    @Test
    void dataOfAnySizeArriveWholeInWhateverPiecesTheyAreRead() throws IOException {
        StringBuilder data = new StringBuilder();
        for (int i = 0; data.length() < 300_000; i++) {
            data.append(i).append('\t').append("x".repeat(i % 977)).append("\n");
            data.append("\\N\\.\n");
        }
        data.append("y".repeat(200_000)).append('\n');
        ScriptReader reader = new ScriptReader(
                inPiecesOf(7919, "copy t from stdin;\n" + data + "\\.\nselect '" + "z".repeat(200_000) + "';"));
        reader.next();
        assertThat(new String(reader.copyData().readAllBytes(), UTF_8)).isEqualTo(data.toString());
        assertThat(((ScriptStatement) reader.next()).sql()).hasSize(200_009);
    }

    @Test
    void onlyACopyFromStdinTakesData() throws IOException {
        assertThat(
                        parts(
                                "copy t to stdout; copy (select 1 from stdin) to stdout; copy t from '/x'; select 1 from stdin"))
                .allMatch(part -> !((ScriptStatement) part).takesData());
    }

    @Test
    void aByteIsWhatTheCharsetSays() throws IOException {
        InputStream latin = new ByteArrayInputStream("select 1; select 'é'".getBytes(ISO_8859_1));
        ScriptReader reader = new ScriptReader(latin);
        reader.next();
        reader.setCharset(ISO_8859_1);
        assertThat(((ScriptStatement) reader.next()).sql()).isEqualTo("select 'é'");
    }

    @Test
    void aBackslashEscapesInAnyStringIfTheServerSaysSo() throws IOException {
        ScriptReader reader = reader("select 'a\\';b'; select 2");
        reader.setStandardConformingStrings(false);
        assertThat(((ScriptStatement) reader.next()).sql()).isEqualTo("select 'a\\';b'");
    }

    @Test
    void whatDoesNotEndSaysWhereItBegan() {
        assertFails("select 1;\nselect 'a;\n\n", 2, "this string does not end");
        assertFails("\nselect\n\"a;\n\n", 3, "this quoted name does not end");
        assertFails("\n/* /* */\n", 2, "this comment does not end");
        assertFails("\n\n  $a$ $$ ", 3, "this text in $a$ does not end");
    }

    @Test
    void whatIsNoScriptIsRefused() {
        assertFails("select 1 \\gexec\n", 1, "a command of psql's");
        assertFails("select\n \0", 2, "zero byte");
        assertFails(new byte[] {(byte) 0xff, (byte) 0xfe, 's', 0}, 1, "UTF-16");
        assertFails("select 'é'".getBytes(ISO_8859_1), 1, "not UTF-8");
        assertFails("copy t from stdin; 1\n", 1, "on the line behind it");
    }

    @Test
    void whatATransactionRefusesIsKnown() throws IOException {
        assertThat(parts("vacuum; create database x; create unique index concurrently i on t(a); alter system set a=1;"
                        + "drop index concurrently i; reindex (verbose) table concurrently t; reindex database d;"
                        + "alter table a.t detach partition p concurrently; cluster"))
                .allMatch(part -> ((ScriptStatement) part).isRefusedInTransaction());
        assertThat(parts("create index i on t(a); create table database(a int); cluster t; drop table t;"
                        + "create index \"concurrently\" on t(a); insert into vacuum values (1)"))
                .noneMatch(part -> ((ScriptStatement) part).isRefusedInTransaction());
        assertThat(parts("begin; start transaction; commit; end; rollback to x; savepoint s; prepare transaction 'x'"))
                .allMatch(part -> ((ScriptStatement) part).controlsTransaction());
        assertThat(parts("prepare x as select 1; select 1; do $$begin end$$"))
                .noneMatch(part -> ((ScriptStatement) part).controlsTransaction());
    }

    private static void assertFails(String script, long line, String message) {
        assertFails(script.getBytes(UTF_8), line, message);
    }

    private static void assertFails(byte[] script, long line, String message) {
        assertThatThrownBy(() -> parts(new ScriptReader(new ByteArrayInputStream(script))))
                .isInstanceOfSatisfying(
                        ScriptException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessageContaining(message);
    }

    private static List<String> statements(String script) throws IOException {
        return parts(script).stream()
                .map(part -> ((ScriptStatement) part).sql())
                .toList();
    }

    private static List<ScriptPart> parts(String script) throws IOException {
        return parts(reader(script));
    }

    private static List<ScriptPart> parts(ScriptReader reader) throws IOException {
        List<ScriptPart> parts = new ArrayList<>();
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            parts.add(part);
        }
        return parts;
    }

    private static ScriptReader reader(String script) {
        return new ScriptReader(new ByteArrayInputStream(script.getBytes(UTF_8)));
    }

    private static InputStream inPiecesOf(int size, String script) {
        return new ByteArrayInputStream(script.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(count, size));
            }
        };
    }
}
