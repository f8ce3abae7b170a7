package dev.jprisma.gateway;

public record GatewaySettings() {
    public static GatewaySettings defaults() {
        return new GatewaySettings();
    }
}
