/**
 * Kills, hangs and starves jprisma at moments chosen by a seed, and checks after each blow what must hold. It drives
 * the packed product as a user does and links nothing of it.
 */
package dev.jprisma.torture;
