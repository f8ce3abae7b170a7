/**
 * The rows of a table as a person looks at them: pages by key, filters, cells that are edited, exports. Values are
 * always parameters, names always quoted.
 */
package dev.jprisma.console.data;
