/** Data in and out of databases: what {@code dev load}, {@code dump}, {@code pull} and {@code push} do. */
package dev.jprisma.transfer;
