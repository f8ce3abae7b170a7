package dev.jprisma.state;

import java.util.List;
import java.util.Optional;

/** Says that there is no instance of a name: which one may be meant, and what to type. */
public final class UnknownInstance {
    private static final String THOSE_THERE_ARE = "The ones there are: jprisma dev ls";

    private UnknownInstance() {}

    /** For who wants to use it, and might make it first. */
    public static JprismaException toBeUsed(InstanceName name, Registry registry) {
        String make = "jprisma dev" + (name.equals(InstanceName.DEFAULT) ? "" : " -n " + name) + " --detach";
        Optional<String> nearest = nearest(name.value(), registry);
        return new JprismaException(
                ErrorKind.NOT_FOUND,
                sentence(name.value(), nearest)
                        + nearest.map(near -> THOSE_THERE_ARE).orElse("Make it: " + make));
    }

    /** For who wants one that has been there, such as to stop it. */
    public static JprismaException among(String name, Registry registry) {
        return new JprismaException(ErrorKind.NOT_FOUND, sentence(name, nearest(name, registry)) + THOSE_THERE_ARE);
    }

    private static String sentence(String name, Optional<String> nearest) {
        return "There is no instance '" + name + "'. "
                + nearest.map(near -> "Did you mean '" + near + "'? ").orElse("");
    }

    private static Optional<String> nearest(String name, Registry registry) {
        List<String> names =
                registry.list().stream().map(entry -> entry.name().value()).toList();
        return NearestWord.among(names, name, known -> known);
    }
}
