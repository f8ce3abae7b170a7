/**
 * What a database consists of, read from its catalog: for people to look at, for completion, and for paging through it.
 */
package dev.jprisma.console.schema;
