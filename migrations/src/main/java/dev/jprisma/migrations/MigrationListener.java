package dev.jprisma.migrations;

/** Is told how migrations go on. It returns soon; of any thread. */
public interface MigrationListener {

    /** What is done from now on, or waited for. */
    void step(String what);

    /**
     * A migration begins.
     *
     * @param file below its folder
     * @param number of this run, from 1
     * @param of how many this run has
     */
    void running(String file, int number, int of);
}
