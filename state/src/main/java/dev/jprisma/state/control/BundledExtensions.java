package dev.jprisma.state.control;

import java.util.List;

/** @param extensions those that can be created without being added */
public record BundledExtensions(List<Bundled> extensions) {
    public BundledExtensions {
        extensions = extensions == null ? List.of() : List.copyOf(extensions);
    }

    /**
     * @param version the one that {@code CREATE EXTENSION} makes, or null
     * @param comment what it is, or null
     */
    public record Bundled(String name, String version, String comment) {}
}
