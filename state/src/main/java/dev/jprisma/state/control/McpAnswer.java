package dev.jprisma.state.control;

/** @param message JSON on one line; null if there is nothing to answer */
public record McpAnswer(String message) {
    @Override
    public String toString() {
        return "McpAnswer";
    }
}
