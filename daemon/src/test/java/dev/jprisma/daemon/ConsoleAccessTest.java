package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.postgres.FreePort;
import dev.jprisma.state.ConsoleRecord;
import dev.jprisma.state.HomeIdentity;
import dev.jprisma.state.ShortHash;
import dev.jprisma.state.control.Methods;
import dev.jprisma.state.control.OpenConsole;
import dev.jprisma.state.control.OpenedConsole;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the home's HTTP port, and who does not. */
class ConsoleAccessTest {
    private static final String HEADER = "X-Jprisma-Console: 1\n";

    @TempDir
    private static Path folder;

    private static TestDaemon daemon;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        daemon = new TestDaemon(folder.resolve("home")).start();
        port = URI.create(open(false).url()).getPort();
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.stopEverything();
    }

    @Test
    void whoWasLetInReadsAndWrites() throws IOException {
        String cookie = letIn();
        assertThat(get("/ui/home", cookie)).startsWith("HTTP/1.1 200");
        assertThat(exchange("POST", "/ui/instances/none/stop", HEADER + cookie, ""))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void theCookieIsForNoScriptNoOtherSiteAndNoOtherPathOfTheHost() throws IOException {
        assertThat(enter(code(open(false).url())))
                .containsPattern("Set-Cookie: jprisma-[0-9a-f]{12}=[^;]+; Path=/ui/;.* HttpOnly; SameSite=Strict");
    }

    @Test
    void anotherHostsNameIsRefused() throws IOException {
        String cookie = letIn();
        for (String host : new String[] {"attacker.example", "attacker.example:" + port, "127.0.0.1", "localhost:1"}) {
            assertThat(raw("GET /ui/home HTTP/1.1\nHost: " + host + "\nConnection: close\n" + cookie + "\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 403")
                    .contains("HOST_NOT_ALLOWED");
        }
        assertThat(raw("GET http://attacker.example/ui/home HTTP/1.1\nHost: attacker.example\nConnection: close\n"
                        + cookie + "\n"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://attacker.example",
                "Origin: null",
                "Origin: http://localhost:3000",
                "Origin: https://127.0.0.1:PORT",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
            })
    void anotherSitesPageIsRefused(String header) throws IOException {
        String cookie = letIn();
        String sent = header.replace("PORT", Integer.toString(port)) + "\n";
        for (String path : new String[] {"/ui/home", "/ui/events", "/", "/assets/app.js"}) {
            assertThat(get(path, cookie + sent)).as(path).startsWith("HTTP/1.1 403");
        }
        assertThat(exchange("POST", "/ui/instances", HEADER + cookie + sent, "{\"name\":\"evil\"}"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /ui/events HTTP/1.1\nHost: 127.0.0.1:" + port
                        + "\nConnection: close, Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n" + cookie + sent + "\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aLinkOfAnyPageLeadsToThePageInWhichNothingIs() throws IOException {
        assertThat(get("/", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Security-Policy: default-src 'self'; frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff")
                .contains("Referrer-Policy: no-referrer")
                .doesNotContain("Access-Control");
        assertThat(get("/", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void whatAFormCanSendChangesNothing() throws IOException {
        String cookie = letIn();
        assertThat(exchange(
                        "POST",
                        "/ui/instances",
                        cookie + "Content-Type: text/plain\nOrigin: http://127.0.0.1:" + port + "\n",
                        "{\"name\":\"evil\"}"))
                .startsWith("HTTP/1.1 403")
                .contains("HEADER_MISSING");
        assertThat(daemon.home().instances()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/home",
                "/ui/events",
                "/ui/log",
                "/ui/session",
                "/assets/../ui/home",
                "/ui/instances/../../assets/app.js",
                "/./ui/home",
                "//ui/home",
                "/ui;x=/home",
                "/%75i/home",
                "/%76%31/projects",
                "/v1/projects",
                "/ui/%2e%2e/ui/home",
            })
    void withoutACookieNothingIsHad(String path) throws IOException {
        String answer = get(path, "");
        assertThat(answer).doesNotStartWith("HTTP/1.1 2").doesNotContain(folder.toString());
    }

    @Test
    void whatCannotBeReadIsRefusedInWordsThatClientsOfEachFaceRead() throws IOException {
        assertThat(get("/v1/projects/%zz", ""))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"client-error\"")
                .contains("\"code\":\"MALFORMED\"");
    }

    @Test
    void aCodeWorksOnce() throws IOException {
        String code = code(open(false).url());
        assertThat(enter(code)).startsWith("HTTP/1.1 204");
        assertThat(enter(code)).startsWith("HTTP/1.1 400").doesNotContain("Set-Cookie");
    }

    @Test
    void aForgedCookieIsNone() throws IOException {
        String cookie = letIn();
        String name = cookie.substring(0, cookie.indexOf('='));
        for (String value : new String[] {
            "",
            "1",
            "9999999999.a.b",
            "99999999999999999999.a.b",
            "..",
            cookie.substring(cookie.indexOf('=') + 1).strip() + "x"
        }) {
            assertThat(get("/ui/home", name + "=" + value + "\n")).as(value).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void aCookieOfAnotherHomeIsNone() throws Exception {
        String cookie = letIn();
        Path copied = folder.resolve("copied");
        TestDaemon other = new TestDaemon(copied);
        // Even if that has the same token: a copy of the folder.
        Files.copy(daemon.home().controlToken(), other.home().controlToken());
        new ConsoleRecord(
                        FreePort.choose(),
                        true,
                        ConsoleRecord.read(daemon.home()).orElseThrow().opening(),
                        false)
                .write(other.home());
        other.start();
        try {
            int otherPort = URI.create(
                            other.call(Methods.CONSOLE_OPEN, new OpenConsole(null, false, false), OpenedConsole.class)
                                    .url())
                    .getPort();
            String value = cookie.substring(cookie.indexOf('=') + 1).strip();
            String itsName =
                    "jprisma-" + ShortHash.of(HomeIdentity.of(other.home()).text());
            assertThat(raw(
                            otherPort,
                            "GET /ui/home HTTP/1.1\nHost: 127.0.0.1:" + otherPort + "\nConnection: close\nCookie: "
                                    + itsName + "=" + value + "\n\n"))
                    .startsWith("HTTP/1.1 401");
        } finally {
            other.stopEverything();
        }
    }

    @Test
    void whatLeadsABrowserThereIsItsOwnersAloneAndGoneOnceItWasUsed() throws IOException {
        Path page = Path.of(open(true).page());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
        String html = Files.readString(page);
        assertThat(html).contains("http://127.0.0.1:" + port + "/#code=");
        assertThat(enter(code(html))).startsWith("HTTP/1.1 204");
        Awaitility.await().until(() -> !Files.exists(page));
    }

    @Test
    void theTokenIsItsOwnersAloneAndNoSecretIsInTheLog() throws IOException {
        Path token = daemon.home().controlToken();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        String code = code(open(false).url());
        String cookie = letIn();
        get("/ui/home?code=" + code, "Referer: http://127.0.0.1/" + code + "\n");
        assertThat(Files.readString(daemon.home().daemonLog()))
                .contains("refused GET /ui/home")
                .doesNotContain(Files.readString(token).strip())
                .doesNotContain(code)
                .doesNotContain(cookie.substring(cookie.indexOf('=') + 1).strip());
    }

    private static OpenedConsole open(boolean browser) throws IOException {
        return daemon.call(Methods.CONSOLE_OPEN, new OpenConsole(null, browser, false), OpenedConsole.class);
    }

    private static String code(String text) {
        Matcher code = Pattern.compile("code=([A-Za-z0-9_-]+)").matcher(text);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static String enter(String code) throws IOException {
        return exchange("POST", "/ui/session", HEADER, "{\"code\":\"" + code + "\"}");
    }

    /** The header that a browser sends that was let in. */
    private static String letIn() throws IOException {
        Matcher cookie = Pattern.compile("Set-Cookie: ([^;]+)")
                .matcher(enter(code(open(false).url())));
        assertThat(cookie.find()).isTrue();
        return "Cookie: " + cookie.group(1) + "\n";
    }

    private static String get(String path, String headers) throws IOException {
        return exchange("GET", path, headers, "");
    }

    private static String exchange(String method, String path, String headers, String body) throws IOException {
        return raw(method + " " + path + " HTTP/1.1\nHost: 127.0.0.1:" + port + "\nConnection: close\nContent-Length: "
                + body.length() + "\n" + headers + "\n" + body);
    }

    private static String raw(String request) throws IOException {
        return raw(port, request);
    }

    private static String raw(int to, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", to)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
