package dev.jprisma.gateway.prisma.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How long an answer may be used again, as Accelerate's extension asks by header.
 *
 * @param ttl while it is fresh
 * @param swr after that, while it may be served once more and is fetched anew meanwhile
 */
public record CacheStrategy(Duration ttl, Duration swr, Set<String> tags) {
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");
    private static final Pattern STALE = Pattern.compile("stale-while-revalidate=(\\d{1,9})");

    /** Null if nothing may be cached. */
    public static CacheStrategy of(String cacheControl, String tags) {
        if (cacheControl == null) {
            return null;
        }
        CacheStrategy strategy = new CacheStrategy(
                seconds(MAX_AGE, cacheControl), seconds(STALE, cacheControl), split(tags == null ? "" : tags));
        return strategy.life().isZero() ? null : strategy;
    }

    private static Duration seconds(Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        return Duration.ofSeconds(matcher.find() ? Long.parseLong(matcher.group(1)) : 0);
    }

    private static Set<String> split(String tags) {
        return Arrays.stream(tags.split(","))
                .map(String::trim)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** After which it is of no use. */
    Duration life() {
        return ttl.plus(swr);
    }
}
