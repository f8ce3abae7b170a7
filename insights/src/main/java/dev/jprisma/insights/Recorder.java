package dev.jprisma.insights;

/** Has a server write down what it executes. Both throw {@link dev.jprisma.state.JprismaException} if that fails. */
public interface Recorder {
    /**
     * From now on.
     *
     * @param oneIn one execution in so many
     */
    void record(long oneIn);

    /** Whether it records; a server that was started anew does not. */
    boolean isRecording();

    /** Not any more: its settings are as they were before. Does nothing if it does not record. */
    void stop();
}
