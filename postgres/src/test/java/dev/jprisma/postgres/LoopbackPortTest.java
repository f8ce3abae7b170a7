package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class LoopbackPortTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
    void isNotFreeWhileSomebodyListensOn(String address) throws IOException {
        int port = FreePort.choose();
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getByName(address), port));

            assertThat(LoopbackPort.isFree(port)).isFalse();
        }
    }

    @Test
    void isNotFreeWhereOnlyOneOfTheAddressesIs() throws IOException {
        for (InetAddress address : LoopbackPort.addresses()) {
            int port = FreePort.choose();
            try (ServerSocket other = new ServerSocket(port, 1, address)) {
                assertThat(LoopbackPort.isFree(port)).as("%s taken", address).isFalse();
                assertThat(other.isBound()).isTrue();
            }
        }
    }

    @Test
    void isFreeAgainOnceTheListenerHasGone() throws IOException {
        int port = FreePort.choose();
        new ServerSocket(port, 1, LoopbackPort.addresses().get(0)).close();

        assertThat(LoopbackPort.isFree(port)).isTrue();
    }
}
