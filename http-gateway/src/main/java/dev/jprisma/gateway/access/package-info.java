/** Who may do what: decided in one place, for every path and method, before routing. */
package dev.jprisma.gateway.access;
