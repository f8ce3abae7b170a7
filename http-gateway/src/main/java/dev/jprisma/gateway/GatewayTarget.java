package dev.jprisma.gateway;

import dev.jprisma.postgres.wire.ServerAddress;

public record GatewayTarget(String name, ServerAddress server, String apiKey) {}
