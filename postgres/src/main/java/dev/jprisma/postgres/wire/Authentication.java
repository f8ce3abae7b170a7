package dev.jprisma.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Answers the server's authentication requests: none, clear text, md5 and SCRAM-SHA-256. */
final class Authentication {

    private final ServerAddress address;
    private final MessageReader in;
    private final MessageWriter out;
    private final Transport transport;
    private final ChannelBinding binding;
    private ScramExchange scram;

    Authentication(ServerAddress address, Transport transport) {
        this.address = address;
        this.transport = transport;
        this.in = transport.reader();
        this.out = transport.writer();
        this.binding = address.options().tls().channelBinding();
    }

    /** Handles the current message, an authentication request. */
    void answer() {
        int method = in.readInt();
        switch (method) {
            case 0 -> accepted();
            case 3 -> password(address.password());
            case 5 -> password(md5(in.readBytes()));
            case 10 -> sasl();
            case 11 -> send(scram.clientFinal(text()));
            case 12 -> scram.verify(text());
            default ->
                throw new PostgresException("The server at " + transport.route().host()
                        + " asks for authentication method " + method
                        + ", which is none of password, md5 and SCRAM-SHA-256. Change the rule in its pg_hba.conf.");
        }
    }

    private void accepted() {
        if (scram != null && !scram.isVerified()) {
            throw new PostgresException("The server let us in without proving that it knows the password.");
        }
        if (binding == ChannelBinding.REQUIRE && (scram == null || !scram.isBound())) {
            throw notBound();
        }
    }

    /** Before a server that may be another gets to see the password. */
    private PostgresException notBound() {
        return new PostgresException("The server at " + transport.route().host()
                + " does not bind the login to an encrypted connection (SCRAM-SHA-256-PLUS), which channel_binding=require"
                + " wants.");
    }

    private void password(String password) {
        if (binding == ChannelBinding.REQUIRE) {
            throw notBound();
        }
        Statement.checkText(password);
        out.begin('p').writeString(password).end();
        out.flush();
    }

    private void sasl() {
        List<String> mechanisms = new ArrayList<>();
        for (String name = in.readString(); !name.isEmpty(); name = in.readString()) {
            mechanisms.add(name);
        }
        scram = new ScramExchange(
                mechanisms,
                address.password(),
                binding == ChannelBinding.DISABLE
                        ? null
                        : transport.serverCertificate().orElse(null));
        if (binding == ChannelBinding.REQUIRE && !scram.isBound()) {
            throw notBound();
        }
        byte[] first = scram.clientFirst().getBytes(StandardCharsets.UTF_8);
        out.begin('p')
                .writeString(scram.mechanism())
                .writeInt(first.length)
                .writeBytes(first)
                .end();
        out.flush();
    }

    private void send(String message) {
        out.begin('p').writeBytes(message.getBytes(StandardCharsets.UTF_8)).end();
        out.flush();
    }

    private String text() {
        return new String(in.readBytes(), StandardCharsets.UTF_8);
    }

    private String md5(byte[] salt) {
        String inner = hex(
                address.password().getBytes(StandardCharsets.UTF_8),
                address.user().getBytes(StandardCharsets.UTF_8));
        return "md5" + hex(inner.getBytes(StandardCharsets.US_ASCII), salt);
    }

    private static String hex(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(first);
            return HexFormat.of().formatHex(digest.digest(second));
        } catch (NoSuchAlgorithmException e) {
            throw new PostgresException("This JVM has no MD5, which the server asks for.", e);
        }
    }
}
