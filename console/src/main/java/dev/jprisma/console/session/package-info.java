/** The console's connections to the servers of instances. */
package dev.jprisma.console.session;
