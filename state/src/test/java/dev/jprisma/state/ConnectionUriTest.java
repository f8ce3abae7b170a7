package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class ConnectionUriTest {

    @Test
    void readsAllThatAUrlSays() {
        ConnectionUri uri =
                ConnectionUri.parse("postgresql://ann%40shop:p%2Fw%20+%3A@db1:5433,[fe80::1%25eth0]:5434,db3/sho%20p"
                        + "?sslmode=verify-full&target_session_attrs=read-write");

        assertThat(uri.hosts())
                .containsExactly(
                        new ServerHost("db1", 5433), new ServerHost("fe80::1%eth0", 5434), new ServerHost("db3", 5432));
        assertThat(uri.user()).isEqualTo("ann@shop");
        assertThat(uri.password()).isEqualTo("p/w +:");
        assertThat(uri.database()).isEqualTo("sho p");
        assertThat(uri.parameters())
                .containsExactly(Map.entry("sslmode", "verify-full"), Map.entry("target_session_attrs", "read-write"));
    }

    @Test
    void takesWhatParametersSayOfTheServer() {
        ConnectionUri uri =
                ConnectionUri.parse("postgres:///?host=a,b&port=1,2&user=u&password=p&dbname=d&application_name=x");

        assertThat(uri.hosts()).containsExactly(new ServerHost("a", 1), new ServerHost("b", 2));
        assertThat(uri.user() + uri.password() + uri.database()).isEqualTo("upd");
        assertThat(uri.parameters()).containsExactly(Map.entry("application_name", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:p%40%2F%3A%25+*'\"$`~@h:1/d%2Fx?options=-c%20a%3Db%26c",
                "postgres://u@h:1,[::1]:2/d",
                "postgres://h:5432/",
            })
    void isTheSameWhenItIsReadAgain(String text) {
        ConnectionUri uri = ConnectionUri.parse(text);

        assertThat(ConnectionUri.parse(uri.text())).isEqualTo(uri);
        assertThat(uri.text()).doesNotContain("$", "`", "\"", "'", " ");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://u:geheim@h/d, postgres://u:***@h:5432/d",
        "postgres://u@h/d?sslpassword=geheim, postgres://u@h:5432/d?sslpassword=***",
        "postgres://u:geheim@h/d?sslmode=require&sslpassword=geheim, "
                + "postgres://u:***@h:5432/d?sslmode=require&sslpassword=***",
        "postgres://h/d?user=u&password=geheim, postgres://u:***@h:5432/d",
    })
    void showsNothingSecret(String text, String shown) {
        assertThat(ConnectionUri.parse(text)).hasToString(shown);
        assertThat(new Upstream(text, null, false)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://u:geheim@h/d | begins with postgres://",
                "host=h user=u password=geheim | begins with postgres://",
                "postgres://u:ge/heim@h/d | write / ? # @ and : as",
                "postgres://u:geheim@h:x/d | write / ? # @ and : as",
                "postgres://u:geheim@h:0/d | port 0",
                "postgres://u:geheim%@h/d | write % itself as %25",
                "postgres://u:geheim@h/d?sslmod=require | 'sslmod' means nothing here",
                "postgres://u:geheim@h/d?sslmode | without a value",
                "postgres://u:geheim@%2Frun%2Fpostgresql/d | over TCP",
                "postgres://u:geheim@a,b,c/d?port=1,2 | 3 hosts and 2 ports",
            })
    void saysWhatIsWrongAndNothingSecret(String text, String why) {
        assertThatThrownBy(() -> ConnectionUri.parse(text))
                .isInstanceOfSatisfying(
                        JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
                .hasMessageContaining(why)
                .hasMessageNotContaining("geheim")
                .hasMessageNotContaining("heim@");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://u@h/d, true",
        "'postgres://other:p@a,h:5432/d?sslmode=require', true",
        "postgres://u@h/e, false",
        "postgres://u@h:5433/d, false",
    })
    void takesNoDatabaseForItsOwnShadow(String shadow, boolean same) {
        if (same) {
            assertThatThrownBy(() -> new Upstream("postgres://u@h/d", shadow, false))
                    .isInstanceOf(JprismaException.class)
                    .hasMessageContaining("would wipe");
        } else {
            assertThat(new Upstream("postgres://u@h/d", shadow, false).shadowUrl())
                    .isEqualTo(shadow);
        }
    }

    @Test
    void tellsJavasDriversTheSame() {
        ConnectionUri uri = ConnectionUri.parse(
                "postgres://u:p@h1,h2:2/d?target_session_attrs=read-write&connect_timeout=3&sslmode=require");

        assertThat(uri.jdbc())
                .isEqualTo("jdbc:postgresql://h1:5432,h2:2/d?user=u&password=p&targetServerType=primary"
                        + "&connectTimeout=3&sslmode=require");
    }

    @Test
    void takesFromAnotherWhatItDoesNotSay() {
        ConnectionUri uri = ConnectionUri.parse("postgres://u@/?sslmode=require")
                .withDefaults(new ConnectionUri(
                        List.of(new ServerHost("h", 1)),
                        "other",
                        "p",
                        "d",
                        Map.of("sslmode", "disable", "options", "x")));

        assertThat(uri.without("sslmode").text()).isEqualTo("postgres://u:p@h:1/d?options=x");
        assertThat(uri.parameter("sslmode")).isEqualTo("require");
    }
}
