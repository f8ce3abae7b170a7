/**
 * What commands ask of the data transfer, which is in a module of its own ({@code transfer/}): its classes, and those
 * of the protocol client that it takes, are loaded by the commands that need them and by no other.
 */
package dev.jprisma.cli.transfer;
