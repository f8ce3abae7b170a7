/** Databases into files. */
package dev.jprisma.transfer.dump;
