/** What {@code jprisma doctor} looks at: the machine, the home, its instances, and what belongs to none of them. */
package dev.jprisma.cli.doctor;
