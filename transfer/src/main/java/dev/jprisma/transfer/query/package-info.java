/** A small query mode, for machines without psql. */
package dev.jprisma.transfer.query;
