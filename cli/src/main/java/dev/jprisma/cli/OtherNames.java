package dev.jprisma.cli;

/** What commands are called in docker and the like: those names work too. */
final class OtherNames {
    private static final String[] NONE = {};

    private OtherNames() {}

    /** @param path such as {@code jprisma dev ls} */
    static String[] of(String path) {
        return switch (path) {
            case "jprisma dev ls" -> new String[] {"list", "ps"};
            case "jprisma dev stop" -> new String[] {"down"};
            case "jprisma dev rm" -> new String[] {"delete"};
            case "jprisma dev status" -> new String[] {"info"};
            case "jprisma postgres ls", "jprisma extension ls" -> new String[] {"list"};
            default -> NONE;
        };
    }

    /** The command that a word is another name of, or the word. */
    static String ofCommand(String word) {
        return switch (word) {
            case "list", "ps" -> "ls";
            case "down" -> "stop";
            case "delete" -> "rm";
            case "info" -> "status";
            default -> word;
        };
    }
}
