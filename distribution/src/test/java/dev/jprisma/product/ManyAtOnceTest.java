package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.product.Command.Result;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that race, from a home in which nothing runs. */
class ManyAtOnceTest {
    private static final int MANY = 20;

    @RegisterExtension
    final Product product = new Product();

    @Test
    void twentyOfOneNameMakeOneInstanceAndGiveEqualAnswers() {
        List<Result> results = allAtOnce(index -> new String[] {"dev", "--detach", "-n", "one"});

        assertThat(results).extracting(Result::exitCode).as(results::toString).containsOnly(0);
        assertThat(results).extracting(Result::out).containsOnly(results.get(0).out());
        assertThat(results.get(0).out()).startsWith("postgres://");
        assertThat(listed()).hasSize(1);
        assertThat(product.log("daemon.log").lines().filter(line -> line.contains(" serves ")))
                .as("daemons that were started")
                .hasSize(1);
        assertThat(product.sql("one", "select 1")).isEqualTo("1");
    }

    @Test
    void twentyDifferentNamesAllComeUpOnPortsOfTheirOwn() {
        List<Result> results = allAtOnce(index -> new String[] {"dev", "--detach", "-n", "many-" + index});

        assertThat(results).extracting(Result::exitCode).as(results::toString).containsOnly(0);
        assertThat(results).extracting(Result::out).doesNotHaveDuplicates();
        assertThat(listed())
                .hasSize(MANY)
                .allSatisfy(instance ->
                        assertThat(instance.path("status").asString()).isEqualTo("running"));
        for (Result result : results) {
            assertThat(product.psql(result.line(), "select 1")).isEqualTo("1");
        }
    }

    private List<Result> allAtOnce(IntFunction<String[]> arguments) {
        List<Command> commands = IntStream.range(0, MANY)
                .mapToObj(index -> product.start(arguments.apply(index)))
                .toList();
        return commands.stream().map(command -> command.await(Product.LIMIT)).toList();
    }

    private List<JsonNode> listed() {
        return JsonMapper.shared()
                .readTree(product.run("dev", "ls", "--json").expectSuccess().out())
                .valueStream()
                .toList();
    }
}
