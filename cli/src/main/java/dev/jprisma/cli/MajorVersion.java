package dev.jprisma.cli;

import dev.jprisma.state.PostgresChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A major version of PostgreSQL, as people type it. */
final class MajorVersion implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            return PostgresChoice.of(Integer.parseInt(text)).major();
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no major version: use 14 to 18");
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
