/** Forms of JSON: each checks a value, says what may leave of it, and describes itself as a JSON schema. */
package dev.jprisma.console.shape;
