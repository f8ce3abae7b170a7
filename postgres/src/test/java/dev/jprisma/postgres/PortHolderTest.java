package dev.jprisma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.state.PortHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class PortHolderTest {
    @Test
    void namesTheProcessThatListens() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThat(PortHolder.describe(socket.getLocalPort()))
                    .hasValueSatisfying(holder -> assertThat(holder)
                            .startsWith("process " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void namesTheProcessWhoseConnectionHasThePort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            assertThat(PortHolder.describe(client.getLocalPort()))
                    .hasValueSatisfying(holder -> assertThat(holder)
                            .startsWith("process " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void aPortIsFreeUnlessSomethingListensOnAnyLoopbackAddress() throws IOException {
        for (InetAddress address : LoopbackPort.addresses()) {
            int port = FreePort.choose();
            assertThat(LoopbackPort.isFree(port)).isTrue();
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(address, port));
                assertThat(LoopbackPort.isFree(port)).isFalse();
            }
            assertThat(LoopbackPort.isFree(port)).isTrue();
        }
    }

    @Test
    void aPortOfAListenerOnAllAddressesIsNotFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(LoopbackPort.isFree(socket.getLocalPort())).isFalse();
        }
    }
}
