package dev.jprisma.state;

/** What a port of an instance leads to. */
public enum PortRole {
    HTTP("http", "HTTP"),
    DATABASE("database", "database"),
    SHADOW("shadow", "shadow database");

    private final String key;
    private final String description;

    PortRole(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** In a sentence: {@code the shadow database port 51215}. */
    public String description() {
        return description;
    }

    /** As JSON has it. */
    @Override
    public String toString() {
        return key;
    }
}
