package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@Tag("fast")
class ConnectionUrlsTest {
    private final InstanceRecord instance = Instances.named("a");
    private final String password = instance.password().text();
    private final ConnectionUrls urls = ConnectionUrls.of(instance);

    @Test
    void areThoseThatClientsExpect() {
        assertThat(urls.tcp())
                .isEqualTo("postgres://postgres:" + password + "@localhost:51214/postgres?sslmode=disable");
        assertThat(urls.shadow())
                .isEqualTo("postgres://postgres:" + password + "@localhost:51215/shadow?sslmode=disable");
        assertThat(urls.http()).startsWith("prisma+postgres://localhost:51213/?api_key=");
        assertThat(ConnectionUrls.jdbc(instance))
                .isEqualTo("jdbc:postgresql://localhost:51214/postgres?user=postgres&password=" + password
                        + "&sslmode=disable");
    }

    @Test
    void theKeyIsWhatPrismasEngineDecodes() {
        assertThat(urls.apiKey()).matches("[A-Za-z0-9_-]+");
        String json = new String(Base64.getUrlDecoder().decode(urls.apiKey()), StandardCharsets.UTF_8);

        assertThat(json).doesNotContain("\\");
        assertThat(JsonMapper.shared().readTree(json).get("databaseUrl").asString())
                .isEqualTo(urls.tcp());
        assertThat(JsonMapper.shared().readTree(json).get("shadowDatabaseUrl").asString())
                .isEqualTo(urls.shadow());
        assertThat(JsonMapper.shared().readTree(json).get("name").asString()).isEqualTo("a");
    }

    @Test
    void theKeyStaysTheSameOverStartsAndDiffersBetweenInstances() {
        assertThat(ConnectionUrls.of(instance.running(ProcessIdentity.current()).stopped()))
                .isEqualTo(urls);
        assertThat(ConnectionUrls.of(Instances.named("a")).apiKey()).isNotEqualTo(urls.apiKey());
    }
}
