/** PostgreSQL's text forms of values that JSON and Java have others for; the protocols read and write them here. */
package dev.jprisma.gateway.text;
