/** Files into databases. */
package dev.jprisma.transfer.load;
