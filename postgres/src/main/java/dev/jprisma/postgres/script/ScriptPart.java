package dev.jprisma.postgres.script;

/** What a script consists of. */
public sealed interface ScriptPart permits ScriptStatement, MetaCommand {

    /** The line on which it begins, from 1. */
    long line();
}
