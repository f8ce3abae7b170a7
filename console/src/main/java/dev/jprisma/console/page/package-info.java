/** The web page: its files, who is let in to it, and what its views of the home ask for. */
package dev.jprisma.console.page;
