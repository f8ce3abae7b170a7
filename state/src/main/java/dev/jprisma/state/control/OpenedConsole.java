package dev.jprisma.state.control;

/**
 * @param url of the page, with a code in it that works once and within a minute
 * @param page a file of the home, its owner's alone, that leads a browser there by a code of its own, and is deleted
 *     when that has been used or is too old: whatever starts a browser shows what it was given to all users of the
 *     machine. Null unless it was asked for
 */
public record OpenedConsole(String url, String page) {
    @Override
    public String toString() {
        return "OpenedConsole[" + page + "]";
    }
}
