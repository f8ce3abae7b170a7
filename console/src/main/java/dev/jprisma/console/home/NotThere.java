package dev.jprisma.console.home;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.JprismaException;

/** That there is nothing of an id. */
public final class NotThere {
    private static final int LONGEST = 60;

    private NotThere() {}

    /** @param kind such as {@code database} */
    public static JprismaException of(String kind, String id) {
        String shown = id.length() <= LONGEST ? id : id.substring(0, LONGEST) + "...";
        return new JprismaException(ErrorKind.NOT_FOUND, "There is no " + kind + " " + shown);
    }
}
