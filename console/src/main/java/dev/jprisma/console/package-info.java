/**
 * The console of a home: what people, scripts and assistants ask of it over one HTTP port. The daemon implements what
 * is asked for, and loads this module when somebody asks.
 */
package dev.jprisma.console;
