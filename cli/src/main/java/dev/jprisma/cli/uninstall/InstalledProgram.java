package dev.jprisma.cli.uninstall;

import java.nio.file.Files;
import java.nio.file.Path;

/** How this jprisma came here, and so how it goes. */
public enum InstalledProgram {
    DEBIAN_PACKAGE,
    NPM_PACKAGE,
    ARCHIVE,
    CLONE,
    /** Run in some other way, such as from an IDE. */
    UNKNOWN;

    private static final Path PACKAGED = Path.of("/usr/lib/jprisma");
    private static final String NODE_MODULES = "node_modules";

    /** @param distribution the folder with the product's jars, or null */
    public static InstalledProgram at(Path distribution) {
        if (distribution == null) {
            return UNKNOWN;
        } else if (distribution.equals(PACKAGED)) {
            return DEBIAN_PACKAGE;
        } else if (nodeModules(distribution) != null) {
            return NPM_PACKAGE;
        } else if (isClone(distribution)) {
            return CLONE;
        }
        Path prefix = prefix(distribution);
        return prefix != null && Files.exists(prefix.resolve("bin/jprisma")) ? ARCHIVE : UNKNOWN;
    }

    /**
     * What to type to be rid of it, in a sentence.
     *
     * @param distribution as for {@link #at}
     */
    public String removal(Path distribution) {
        return switch (this) {
            case DEBIAN_PACKAGE -> "The program is Debian's package jprisma: sudo apt-get remove jprisma";
            case NPM_PACKAGE -> npm(nodeModules(distribution));
            case ARCHIVE -> "The program was unpacked there: " + files(prefix(distribution));
            case CLONE -> {
                Path clone = distribution.getParent().getParent();
                yield "The program is the clone " + clone
                        + ", and a link to its scripts/jprisma if you made one: rm -rf '" + clone + "'";
            }
            case UNKNOWN -> "The program stays where it is" + (distribution == null ? "" : ", " + distribution);
        };
    }

    private static String npm(Path modules) {
        Path folder = modules.getParent();
        // npm's global modules are in lib/node_modules, or on Windows in the folder of its prefix.
        boolean global = folder != null && (folder.endsWith("lib") || !Files.exists(folder.resolve("package.json")));
        return "The program is npm's package jprisma: "
                + (global ? "npm uninstall --global jprisma" : "npm --prefix '" + folder + "' uninstall jprisma");
    }

    private static String files(Path prefix) {
        return "rm -rf '" + prefix + "'/lib/jprisma '" + prefix + "'/bin/jprisma '" + prefix + "'/share/doc/jprisma '"
                + prefix + "'/share/man/man1/jprisma*.1.gz '" + prefix + "'/share/bash-completion/completions/jprisma '"
                + prefix + "'/share/zsh/vendor-completions/_jprisma '" + prefix
                + "'/share/fish/vendor_completions.d/jprisma.fish";
    }

    private static Path nodeModules(Path distribution) {
        for (Path folder = distribution; folder != null; folder = folder.getParent()) {
            if (folder.endsWith(NODE_MODULES)) {
                return folder;
            }
        }
        return null;
    }

    /** Of {@code PREFIX/lib/jprisma}. */
    private static Path prefix(Path distribution) {
        return distribution.endsWith("lib/jprisma") ? distribution.getParent().getParent() : null;
    }

    /** In {@code CLONE/.product/BUILD}. */
    private static boolean isClone(Path distribution) {
        Path product = distribution.getParent();
        return product != null && product.endsWith(".product");
    }
}
