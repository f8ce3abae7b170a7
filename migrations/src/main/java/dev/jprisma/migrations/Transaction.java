package dev.jprisma.migrations;

/** How a migration is protected from being half done. */
enum Transaction {
    /** It and its record are one transaction: so its tool does it. */
    ONE,
    /** The same, unless its own statements begin and end transactions, or cannot be in one. */
    WHERE_POSSIBLE,
    /** None, as its file says: each of its scripts stands for itself. */
    NONE
}
