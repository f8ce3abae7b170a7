package dev.jprisma.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.ControlToken;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.JprismaHome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SessionCookieTest {
    private static final HomeIdentity HOME = new HomeIdentity("home");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private ControlToken token;
    private SessionCookie cookie;

    @BeforeEach
    void make() {
        token = ControlToken.of(JprismaHome.at(folder));
        cookie = of(token, HOME, "opening");
    }

    private SessionCookie of(ControlToken signer, HomeIdentity home, String opening) {
        return new SessionCookie(signer, home, opening, "/ui/", clock);
    }

    private static String value(SessionCookie of) {
        String header = of.issue();
        return header.substring(header.indexOf('=') + 1, header.indexOf(';'));
    }

    @Test
    void itLetsInForAWeek() {
        String value = value(cookie);
        clock.pass(Duration.ofDays(7).minusSeconds(1));
        assertThat(cookie.isValid(value)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(cookie.isValid(value)).isFalse();
    }

    @Test
    void itOutlivesTheDaemon() {
        assertThat(of(ControlToken.of(JprismaHome.at(folder)), HOME, "opening").isValid(value(cookie)))
                .isTrue();
    }

    @Test
    void itLetsIntoNoOtherHomeNoOtherOpeningAndNotByAnotherToken(@TempDir Path other) {
        String value = value(cookie);
        assertThat(of(token, new HomeIdentity("another"), "opening").isValid(value))
                .isFalse();
        assertThat(of(token, HOME, "closed and opened").isValid(value)).isFalse();
        assertThat(of(ControlToken.of(JprismaHome.at(other)), HOME, "opening").isValid(value))
                .isFalse();
        assertThat(cookie.name())
                .isNotEqualTo(of(token, new HomeIdentity("another"), "opening").name());
    }

    @Test
    void oneThatWasMadeToLastLongerIsNone() {
        String value = value(cookie);
        assertThat(cookie.isValid("9999999999" + value.substring(value.indexOf('.'))))
                .isFalse();
    }
}
