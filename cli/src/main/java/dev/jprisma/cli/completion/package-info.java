/**
 * Scripts with which shells complete our command line. Picocli's {@code AutoComplete} writes one for bash, which zsh
 * can read: without descriptions, none for fish, and with those names of instances that there were when it was written.
 */
package dev.jprisma.cli.completion;
