/**
 * The byte tunnel of Neon's serverless driver: PostgreSQL's protocol in binary WebSocket messages, whose borders mean
 * nothing. Formats: PostgreSQL documentation, chapter "Frontend/Backend Protocol". Values pass unread.
 */
package dev.jprisma.gateway.tunnel;
