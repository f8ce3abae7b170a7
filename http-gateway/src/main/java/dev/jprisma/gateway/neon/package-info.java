/** {@code POST /sql}: SQL over HTTP in the form of Neon's serverless driver, and for everyone who has curl. */
package dev.jprisma.gateway.neon;
