/** Whom the home's HTTP port lets in, and to what. */
package dev.jprisma.console.access;
