/** What can be asked of a home, whoever asks: the daemon implements it. */
package dev.jprisma.console.home;
