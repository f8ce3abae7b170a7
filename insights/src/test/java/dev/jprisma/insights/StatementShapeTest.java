package dev.jprisma.insights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a statement's text alone tells. */
@Tag("fast")
class StatementShapeTest {
    @Test
    void namesItsTablesWithoutSchemaAndQuotes() {
        StatementShape shape = StatementShape.of(
                "SELECT 1 FROM \"public\".\"User\" AS t JOIN Orders o ON true LEFT JOIN only_once ON f(x) WHERE a IN"
                        + " (SELECT b FROM generate_series(1, 2))");

        assertThat(shape.tables()).containsExactly("User", "orders", "only_once");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            select 1,                   true,  false, false
            Select a from t,            true,  false, true
            insert into t select 1,     false, false, true
            commit,                     false, true,  false
            select oid from pg_class,   true,  false, false
            '',                         false, false, false
            """)
    void tellsWhatItDoes(String sql, boolean read, boolean commit, boolean table) {
        StatementShape shape = StatementShape.of(sql);

        assertThat(shape.isRead()).isEqualTo(read);
        assertThat(shape.isCommit()).isEqualTo(commit);
        assertThat(shape.hasTable()).isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource({"select 1, true", "WITH x AS (SELECT 1) SELECT 2, true", "vacuum, false", "'', false"})
    void tellsWhetherItHasAPlan(String sql, boolean explainable) {
        assertThat(StatementShape.of(sql).canBeExplained()).isEqualTo(explainable);
    }
}
