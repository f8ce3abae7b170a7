/** Where commands read and write, and what several of them tell a person in the same words. */
package dev.jprisma.cli.output;
