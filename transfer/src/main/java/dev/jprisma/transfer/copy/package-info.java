/** Databases into other databases. */
package dev.jprisma.transfer.copy;
