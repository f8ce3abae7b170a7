/**
 * The HTTP port of a home: one interface of use cases, {@link dev.jprisma.console.home.Home}, and the faces over it. A
 * daemon loads none of it before somebody asks for the port.
 *
 * <p>{@code home} and {@code access} (faces, and whom they let in) are the lowest, then {@code http} (what routes are
 * made with), {@code session} (connections to an instance), the views' routes, and this package, which puts the server
 * together.
 */
package dev.jprisma.console;
