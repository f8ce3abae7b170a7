package dev.jprisma.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ClientSnippetTest {
    @Test
    void everyClientOfThePageHasItsCode() {
        assertThat(ClientSnippet.ofPage())
                .extracting(ClientSnippet::client)
                .containsExactly(
                        "Prisma Client", "@prisma/adapter-ppg", "Neon's driver, Drizzle", "Kysely", "curl", "Python");
        assertThat(ClientSnippet.ofPage())
                .allSatisfy(snippet ->
                        assertThat(snippet.code()).contains("DATABASE_URL").doesNotContain("```"));
    }
}
