package dev.jprisma.insights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement without its values. */
@Tag("fast")
class StatementTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            select * from t where a = 1 and b = 'it''s' | select * from t where a = $1 and b = $2
            select $2, 5, E'a\\'b', $$c$$, $x$d $$ e$x$ | select $2, $3, $4, $5, $6
            select 1.5e-3 | select $1-$2
            create role bob password 'top'; | create role bob password $1
            select "a'1", t1.b2 /* 'x' */ from t1 -- 7 | select "a'1", t1.b2 from t1
            select /* a /* b */ c */ x from y | select x from y
            """)
    void hasAPlaceholderForEachValueAndNoComment(String sql, String shape) {
        assertThat(StatementText.of(sql).shape()).isEqualTo(shape);
    }

    @Test
    void aValueThatDoesNotEndIsLeftOutToItsEnd() {
        assertThat(StatementText.of("select 'secret and more").shape()).isEqualTo("select $1");
        assertThat(StatementText.of("select $tag$secret and more").shape()).isEqualTo("select $1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select 1 from t limit 10 offset 5000 | '' | 5000
            select 1 from t LIMIT $1 OFFSET $2 | Parameters: $1 = '10', $2 = '70000' | 70000
            select 1 from t OFFSET $12 | Parameters: $1 = '99', $12 = '7' | 7
            select 1 from t | '' | 0
            """)
    void saysHowManyRowsItSkips(String sql, String values, long offset) {
        assertThat(StatementText.of(sql).offset(values)).isEqualTo(offset);
    }
}
