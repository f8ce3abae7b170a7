package dev.jprisma.console.access;

import dev.jprisma.state.ControlToken;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.ShortHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What a browser that was let in keeps: {@code END.RANDOM.SIGNATURE}, signed with the control token for one home and
 * one opening of its console, so nothing has to be kept of it here, it outlives the daemon, and it ends with
 * {@code jprisma console --stop}. Safe for threads.
 *
 * <p>Browsers send cookies to every port of a host. So its name is the home's own, its path that of the console's
 * requests alone, and the console is addressed as {@code 127.0.0.1}, while what people develop is {@code localhost}.
 */
public final class SessionCookie {
    /** How long it lets in. */
    public static final Duration LIFE = Duration.ofDays(7);

    private final String name;
    private final String path;
    private final ControlToken token;
    private final String scope;
    private final Clock clock;

    /**
     * @param path of the requests that need it
     * @param opening see {@link dev.jprisma.state.ConsoleRecord}
     */
    public SessionCookie(ControlToken token, HomeIdentity home, String opening, String path, Clock clock) {
        this.name = "jprisma-" + ShortHash.of(home.text());
        this.path = path;
        this.token = token;
        this.scope = home.text() + "\n" + opening + "\n";
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /** A new one, as a {@code Set-Cookie} header has it. */
    public String issue() {
        String claim = clock.instant().plus(LIFE).getEpochSecond() + "." + ControlToken.random();
        return name + "=" + claim + "." + signature(claim) + "; Path=" + path + "; Max-Age=" + LIFE.toSeconds()
                + "; HttpOnly; SameSite=Strict";
    }

    /** Whether that value was issued, for this home and opening, and still counts. */
    public boolean isValid(String value) {
        int end = value.lastIndexOf('.');
        int middle = value.indexOf('.');
        if (middle < 1 || end <= middle || !value.substring(0, middle).matches("[0-9]{1,12}")) {
            return false;
        }
        String claim = value.substring(0, end);
        boolean signed = MessageDigest.isEqual(
                signature(claim).getBytes(StandardCharsets.UTF_8),
                value.substring(end + 1).getBytes(StandardCharsets.UTF_8));
        return signed && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(value.substring(0, middle))));
    }

    private String signature(String claim) {
        return token.signature(scope + claim);
    }
}
