package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class SqlErrorTest {

    @RegisterExtension
    private static final TestGateway gateway = new TestGateway();

    @Test
    void hasEveryFieldAsTextOrNull() throws IOException {
        gateway.sql("create table failing (id int constraint one_id primary key)");
        JsonNode error = error("insert into failing values (1), (1)");
        assertThat(error.get("message").asString())
                .isEqualTo("duplicate key value violates unique constraint \"one_id\"");
        assertThat(error.get("severity").asString()).isEqualTo("ERROR");
        assertThat(error.get("code").asString()).isEqualTo("23505");
        assertThat(error.get("detail").asString()).isEqualTo("Key (id)=(1) already exists.");
        assertThat(error.get("schema").asString()).isEqualTo("public");
        assertThat(error.get("table").asString()).isEqualTo("failing");
        assertThat(error.get("constraint").asString()).isEqualTo("one_id");
        assertThat(error.get("file").isString()).isTrue();
        assertThat(error.get("line").isString()).isTrue();
        assertThat(error.get("routine").asString()).isEqualTo("_bt_check_unique");
        for (String absent :
                new String[] {"hint", "position", "internalPosition", "internalQuery", "where", "column", "dataType"}) {
            assertThat(error.get(absent).isNull()).as(absent).isTrue();
        }
        gateway.sql("drop table failing");
    }

    @Test
    void hasThePositionAsText() throws IOException {
        assertThat(error("select nowhere").get("position").asString()).isEqualTo("8");
    }

    @Test
    void refusesTwoStatementsInOne() throws IOException {
        assertThat(error("select 1; select 2").get("code").asString()).isEqualTo("42601");
    }

    @Test
    void refusesCopy() throws IOException {
        assertThat(error("copy (select 1) to stdout").get("code").asString()).isEqualTo("0A000");
        gateway.sql("create table copied (a int)");
        assertThat(error("copy copied from stdin").get("message").asString()).contains("TCP");
        gateway.sql("drop table copied");
    }

    @Test
    void isAnErrorWhenItComesAfterTheFirstRows() throws IOException {
        assertThat(error("select 1 / (100 - i) from generate_series(1, 200) as s(i)")
                        .get("code")
                        .asString())
                .isEqualTo("22012");
    }

    @Test
    void cutsAnAnswerShortThatHasGoneOut() throws IOException {
        try (RawClient client = gateway.connect()) {
            assertThatThrownBy(() -> client.post(
                            "/sql",
                            TestGateway.AUTHORIZATION,
                            TestGateway.body(
                                    "select repeat('x', 1000), 1 / (10000 - i) from generate_series(1, 20000) i")))
                    .isInstanceOf(EOFException.class);
        }
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    @Test
    void isAnErrorAtTheEndOfTheTransaction() throws IOException {
        gateway.sql("create table deferred (a int primary key deferrable initially deferred)");
        assertThat(error("insert into deferred values (1), (1)").get("code").asString())
                .isEqualTo("23505");
        gateway.sql("drop table deferred");
    }

    @Test
    void isNotHiddenByAFatalOne() throws IOException {
        assertThat(error("select pg_terminate_backend(pg_backend_pid())")
                        .get("code")
                        .asString())
                .isEqualTo("57P01");
        assertThat(gateway.sql("select 1").status()).isEqualTo(200);
    }

    private static JsonNode error(String query) throws IOException {
        RawClient.Response response = gateway.neon(query);
        assertThat(response.status()).isEqualTo(400);
        return response.json();
    }
}
