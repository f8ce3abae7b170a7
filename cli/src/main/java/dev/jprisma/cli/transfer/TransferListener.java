package dev.jprisma.cli.transfer;

/** Is told how a transfer goes on, on the thread that does it, except {@link #interrupted}. */
public interface TransferListener {

    /** What is done from now on, such as {@code Copying public.orders}. */
    void step(String what);

    /**
     * How far it is; called often.
     *
     * @param bytes read of the file, or copied
     * @param ofBytes how many there are; -1 if nobody knows
     * @param rows loaded so far
     */
    void moved(long bytes, long ofBytes, long rows);

    /** A sentence for the person. */
    void note(String sentence);

    /** A line that {@code --debug} shows. */
    void debug(String line);

    /** The process is ending, and that is what becomes of the transfer. */
    void interrupted(String sentence);
}
