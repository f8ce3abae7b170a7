/**
 * The Model Context Protocol, by which an assistant in an editor asks a home: sessions, tools and resources, whatever
 * carries their messages. Over HTTP that is {@code /mcp}; {@code jprisma mcp} brings those of its standard input.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25">the specification</a>
 */
package dev.jprisma.console.mcp;
