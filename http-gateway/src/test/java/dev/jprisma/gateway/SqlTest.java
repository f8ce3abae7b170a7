package dev.jprisma.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void answersInNeonsForm() throws IOException {
        RawClient.Response response = gateway.neon("select $1::int as a, null as b, 'x\"\\\n\u0001ä' as c", "7");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        assertThat(response.body())
                .isEqualTo("{\"fields\":["
                        + "{\"name\":\"a\",\"dataTypeID\":23,\"tableID\":0,\"columnID\":0,\"dataTypeSize\":4,"
                        + "\"dataTypeModifier\":-1,\"format\":\"text\"},"
                        + "{\"name\":\"b\",\"dataTypeID\":25,\"tableID\":0,\"columnID\":0,\"dataTypeSize\":-1,"
                        + "\"dataTypeModifier\":-1,\"format\":\"text\"},"
                        + "{\"name\":\"c\",\"dataTypeID\":25,\"tableID\":0,\"columnID\":0,\"dataTypeSize\":-1,"
                        + "\"dataTypeModifier\":-1,\"format\":\"text\"}],"
                        + "\"rows\":[[\"7\",null,\"x\\\"\\\\\\n\\u0001ä\"]],"
                        + "\"command\":\"SELECT\",\"rowCount\":1,\"rowAsArray\":true}");
    }
}
