package dev.jprisma.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words, written small, as a constant; subclassed for each type, as picocli wants a class. */
abstract class LowerCase<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    LowerCase(Class<E> type) {
        this.type = type;
    }

    @Override
    public final E convert(String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String words = Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new TypeConversionException("'" + word + "' is none of " + words);
        }
    }
}
