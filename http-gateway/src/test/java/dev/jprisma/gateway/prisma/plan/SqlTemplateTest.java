package dev.jprisma.gateway.prisma.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jprisma.gateway.prisma.error.PrismaError;
import dev.jprisma.gateway.prisma.generator.Generators;
import dev.jprisma.gateway.prisma.statement.RenderedStatement;
import dev.jprisma.gateway.prisma.value.JsonFields;
import dev.jprisma.gateway.prisma.value.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SqlTemplateTest {
    private static final Fragment TUPLE = new Fragment.Tuple("", ",", "");
    private static final Fragment LIST = new Fragment.TupleList("(", ",", ")", ",");

    private static List<RenderedStatement> render(boolean chunkable, List<Fragment> fragments, Object... values) {
        List<Argument> arguments = JsonFields.map(Arrays.asList(values), Argument.Literal::new);
        return new SqlTemplate(fragments, "$", true, arguments, List.of(), chunkable)
                .render(new Evaluation(null, new Generators()), VariableScope.of(new Parameters()));
    }

    private static List<Object> numbers(int count) {
        return LongStream.range(0, count).mapToObj(i -> (Object) i).toList();
    }

    @Test
    void numbersPlaceholdersAcrossFragments() {
        RenderedStatement statement = render(
                        true,
                        List.of(
                                new Fragment.One(),
                                new Fragment.Text(" in "),
                                TUPLE,
                                new Fragment.Text(" values "),
                                LIST),
                        "a",
                        List.of(1L, 2L),
                        List.of(List.of(3L, 4L), List.of(5L, 6L)))
                .get(0);
        assertThat(statement.sql()).isEqualTo("$1 in ($2,$3) values ($4,$5),($6,$7)");
        assertThat(statement.values()).isEqualTo(List.of("a", 1L, 2L, 3L, 4L, 5L, 6L));
    }

    @Test
    void rendersSingleAndNoValues() {
        assertThat(render(true, List.of(TUPLE), 7L).get(0).sql()).isEqualTo("($1)");
        assertThat(render(true, List.of(TUPLE), List.of()).get(0).sql()).isEqualTo("(NULL)");
        assertThatThrownBy(() -> render(true, List.of(LIST), List.of())).hasMessageContaining("cannot be empty");
        assertThatThrownBy(() -> render(true, List.of(new Fragment.One()))).hasMessageContaining("read over 0");
    }

    @Test
    void refusesSqlThatMultiplies() {
        Fragment tuple = new Fragment.Tuple("x".repeat(100_000), ",", "");
        assertThatThrownBy(() -> render(false, List.of(tuple), numbers(30_000)))
                .isInstanceOf(PrismaError.class)
                .hasMessageContaining("" + SqlTemplate.LONGEST_SQL);
        assertThatThrownBy(() -> render(true, List.of(tuple), numbers(1_000_000)))
                .isInstanceOf(PrismaError.class);
    }

    @Test
    void splitsTheLargestListWithinTheLimit() {
        List<RenderedStatement> statements = render(true, List.of(TUPLE, TUPLE), numbers(40_000), numbers(100));
        assertThat(statements).hasSize(2);
        assertThat(statements.get(0).values()).hasSize(SqlTemplate.MAX_BIND_VALUES);
        assertThat(statements.get(1).values()).hasSize(40_000 - SqlTemplate.MAX_BIND_VALUES + 200);
    }

    @Test
    void splitsTupleListsByWholeGroups() {
        List<Object> groups = LongStream.range(0, 20_000)
                .mapToObj(i -> (Object) List.of(i, i, i))
                .toList();
        List<RenderedStatement> statements = render(true, List.of(LIST), groups);
        assertThat(statements)
                .hasSize(2)
                .allSatisfy(
                        statement -> assertThat(statement.values().size() % 3).isZero());
    }

    @Test
    void refusesWhatCannotBeSplit() {
        assertThatThrownBy(() -> render(false, List.of(TUPLE), numbers(40_000)))
                .hasMessageContaining("parameter limit")
                .extracting(e -> ((PrismaError) e).code())
                .isEqualTo("P2029");
        assertThatThrownBy(() -> render(true, List.of(TUPLE, TUPLE), numbers(40_000), numbers(40_000)))
                .hasMessageContaining("parameter limit");
    }
}
