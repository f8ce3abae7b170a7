package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class WebOriginsTest {
    @Test
    void takesWhatBrowsersSend() {
        List<String> origins = List.of(
                "http://localhost:3000",
                "https://app.example",
                "http://127.0.0.1:8080",
                "http://[::1]:5173",
                "chrome-extension://abcdefghijklmnop");
        assertThat(WebOrigins.checked(origins)).isEqualTo(origins);
        assertThat(WebOrigins.checked(List.of("http://a", "http://a"))).containsExactly("http://a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "none",
                "localhost:3000",
                "http://",
                "http://localhost:3000/",
                "http://localhost:3000/page",
                "http://user@localhost",
                "http://LOCALHOST",
                "http://localhost:0",
                "http://localhost:80",
                "https://localhost:443",
                "http://*.example",
                "http://a, http://b",
                " http://a"
            })
    void refusesWhatBrowsersNeverSend(String origin) {
        assertThatThrownBy(() -> WebOrigins.checked(List.of(origin)))
                .isInstanceOf(JprismaException.class)
                .hasMessageContaining("'" + origin + "'");
    }
}
