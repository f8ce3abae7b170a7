package dev.jprisma.gateway;

public class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
