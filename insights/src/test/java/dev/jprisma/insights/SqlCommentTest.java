package dev.jprisma.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who has written a statement, by its comment. */
@Tag("fast")
class SqlCommentTest {
    @Test
    void namesThePrismaCallWithoutAnyValue() {
        String query =
                "{\"where\":{\"email\":{\"equals\":\"ada@example.com\",\"id\":{\"$type\":\"Param\",\"value\":7}}},"
                        + "\"take\":10,\"orderBy\":{\"id\":\"asc\"},\"include\":{\"posts\":true},\"age\":42}";
        SqlComment comment = SqlComment.of("prismaQuery='User.findMany%3A" + base64(query)
                + "',traceparent='00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'");

        assertThat(comment.action()).isEqualTo("User.findMany");
        assertThat(comment.arguments())
                .isEqualTo("{\"where\":{\"email\":{\"equals\":\"?\",\"id\":{\"$type\":\"Param\",\"value\":\"?\"}}},"
                        + "\"take\":10,\"orderBy\":{\"id\":\"asc\"},\"include\":{\"posts\":true},\"age\":\"?\"}");
        assertThat(comment.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void namesTheRouteAndActionOfOtherTools() {
        SqlComment comment = SqlComment.of("action='index',controller='orders',route='%2Forders%2F%3Aid'");

        assertThat(comment.action()).isEqualTo("orders#index");
        assertThat(comment.route()).isEqualTo("/orders/:id");
        assertThat(comment.trace()).isNull();
    }

    @Test
    void whatIsNotOfThatFormSaysNothing() {
        assertThat(SqlComment.of(" a comment of a person's ")).isEqualTo(SqlComment.NONE);
        assertThat(SqlComment.of("prismaQuery='User.findMany:not base64!'").arguments())
                .isNull();
        assertThat(SqlComment.of("prismaQuery='queryRaw'").action()).isEqualTo("queryRaw");
        assertThat(SqlComment.of("route='%zz'").route()).isEqualTo("%zz");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
