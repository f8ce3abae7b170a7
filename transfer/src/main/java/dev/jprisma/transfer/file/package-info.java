/** Files that data come from and go to, packed or not. */
package dev.jprisma.transfer.file;
