/** PostgreSQL's text forms of values that JSON and Java have others for. */
package dev.jprisma.postgres.text;
