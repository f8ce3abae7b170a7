/** Statements that a person writes: run one after another, explained, cancelled, and kept to be found again. */
package dev.jprisma.console.sql;
