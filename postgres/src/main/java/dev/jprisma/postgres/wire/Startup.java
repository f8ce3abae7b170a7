package dev.jprisma.postgres.wire;

import java.time.Duration;
import java.util.Map;

/**
 * The first exchange of a connection: start-up message, authentication, and what the server tells until it is ready.
 */
final class Startup {

    private static final int PROTOCOL_3_0 = 196608;

    private final ServerAddress address;
    private final Transport transport;
    private final MessageReader in;
    private final MessageWriter out;
    private final Map<String, String> parameters;
    private final Authentication authentication;
    private int processId;
    private int secretKey;

    /** @param parameters takes what the server reports of its settings */
    Startup(ServerAddress address, Transport transport, Map<String, String> parameters) {
        this.address = address;
        this.transport = transport;
        this.in = transport.reader();
        this.out = transport.writer();
        this.parameters = parameters;
        this.authentication = new Authentication(address, transport);
    }

    TransactionStatus run() {
        send();
        while (true) {
            int type = in.next();
            switch (type) {
                case 'R' -> authentication.answer();
                case 'S' -> parameters.put(in.readString(), in.readString());
                case 'K' -> {
                    processId = in.readInt();
                    secretKey = in.readInt();
                }
                case 'E' -> throw new ServerErrorException(ServerError.read(in), 0, true);
                case 'Z' -> {
                    return TransactionStatus.of(in.readByte());
                }
                case 'N', 'v' -> {} // a notice, or an option of ours that the server does not know
                default -> throw new ConnectionLostException("The server sent '" + (char) type + "' during start-up.");
            }
        }
    }

    CancelRequest cancelRequest(Duration timeout) {
        return new CancelRequest(transport.route(), timeout, processId, secretKey);
    }

    private void send() {
        out.beginUntyped().writeInt(PROTOCOL_3_0);
        parameter("user", address.user());
        parameter("database", address.database());
        parameter("client_encoding", "UTF8");
        address.parameters().forEach((name, value) -> {
            if (!address.options().pooler() || LocalSettings.isOfPoolers(name)) {
                parameter(name, value);
            }
        });
        out.writeByte(0).end();
        out.flush();
    }

    private void parameter(String name, String value) {
        Statement.checkText(name);
        Statement.checkText(value);
        out.writeString(name).writeString(value);
    }
}
