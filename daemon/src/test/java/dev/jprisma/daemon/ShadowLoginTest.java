package dev.jprisma.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadowLoginTest {
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            accepted = listener.accept();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        accepted.close();
    }

    @Test
    void readsWhichDatabaseIsMeant() throws IOException {
        ShadowLogin login = loginWith("user\0postgres\0database\0shadow\0\0");

        assertThat(login.isForShadow()).isTrue();
        assertThat(login.refusal("shop")).isNull();
        assertThat(new String(login.startup().toBytes(), StandardCharsets.ISO_8859_1))
                .endsWith("shadow\0\0");
    }

    @Test
    void whoNamesNoDatabaseMeansTheMainOne() throws IOException {
        ShadowLogin login = loginWith("user\0postgres\0\0");

        assertThat(login.isForShadow()).isFalse();
        assertThat(login.refusal("shop").message()).contains("shadow database of shop");
    }

    @Test
    void waitsNoLongerThanItMay() throws IOException {
        client.getOutputStream().write(0);

        assertThatThrownBy(() -> ShadowLogin.read(accepted, Duration.ofMillis(20)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void noticesThatTheClientHasGone() throws IOException {
        client.close();

        assertThatThrownBy(() -> ShadowLogin.read(accepted, TestDaemon.PATIENCE))
                .isInstanceOf(EOFException.class);
    }

    private ShadowLogin loginWith(String parameters) throws IOException {
        byte[] body = parameters.getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = {0, 0, 0, (byte) (8 + body.length), 0, 3, 0, 0};
        client.getOutputStream().write(head);
        client.getOutputStream().write(body);
        return ShadowLogin.read(accepted, TestDaemon.PATIENCE);
    }
}
