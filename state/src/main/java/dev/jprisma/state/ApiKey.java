package dev.jprisma.state;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code api_key} of an instance's HTTP URL: base64url without padding of a JSON object, which Prisma's command
 * line decodes for the TCP URLs in it. Its engine reads the JSON without unescaping, so it must hold no escape
 * sequence; URLs, names and secrets of ours never need one.
 */
public final class ApiKey {
    private static final int SECRET_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private ApiKey() {}

    /** 32 random bytes as text: the part of the key that cannot be guessed. */
    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** The key of a server with these TCP URLs and this {@linkplain #newSecret secret}. */
    public static String of(InstanceName name, String databaseUrl, String shadowDatabaseUrl, String secret) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("name", name.value());
        content.put("databaseUrl", databaseUrl);
        content.put("shadowDatabaseUrl", shadowDatabaseUrl);
        content.put("secret", secret);
        return BASE64.encodeToString(Json.write(content).getBytes(StandardCharsets.UTF_8));
    }
}
