/**
 * The daemon: the one background process of a home. It supervises the instances, hosts their gateways and their shadow
 * ports, and answers the command over the control socket.
 */
package dev.jprisma.daemon;
