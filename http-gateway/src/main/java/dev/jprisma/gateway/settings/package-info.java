/**
 * What the gateway is told by whoever starts it: its limits, and the instances that its ports lead to. Values that
 * every package of it may know.
 */
package dev.jprisma.gateway.settings;
