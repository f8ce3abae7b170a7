package dev.jprisma.state.control;

import dev.jprisma.state.InstalledExtension;

/** @param replaced whether one of that name was there */
public record AddedExtension(InstalledExtension extension, boolean replaced) {}
