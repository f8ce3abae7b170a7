/** Scripts with which shells complete our command line. */
package dev.jprisma.cli.completion;
