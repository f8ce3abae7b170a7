package dev.jprisma.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a client is pointed at an instance, with what stands in its {@code .env}: a block of code of docs/clients.md,
 * where the tests run it.
 *
 * @param client the names that stand in bold before the code, behind the code before it
 * @param language as the block says, such as {@code ts}
 */
record ClientSnippet(String client, String language, String code) {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

    static List<ClientSnippet> ofPage() {
        try (InputStream in = ClientSnippet.class.getResourceAsStream("/dev/jprisma/console/clients.md")) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ClientSnippet> of(String page) {
        List<ClientSnippet> snippets = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        int end = 0;
        while (block.find()) {
            snippets.add(new ClientSnippet(inBold(page.substring(end, block.start())), block.group(1), block.group(2)));
            end = block.end();
        }
        return snippets;
    }

    private static String inBold(String paragraphs) {
        Matcher bold = BOLD.matcher(paragraphs);
        List<String> names = new ArrayList<>();
        while (bold.find()) {
            names.add(bold.group(1).replace("`", ""));
        }
        return String.join(", ", names);
    }
}
