package dev.jprisma.state.control;

import static java.util.Objects.requireNonNull;

import dev.jprisma.state.HttpLimits;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.Upstream;
import dev.jprisma.state.WebOrigins;
import java.util.List;

/**
 * Make an instance that leads to a database elsewhere, or lead one that does to another; it runs from then on.
 *
 * @param upstream its pooler is found out if it names none
 * @param httpPort the port the user named, or null
 * @param shadowPort the port the user named, or null
 * @param allowedOrigins of web pages that may use its HTTP port, instead of those before; null leaves these
 * @param limits of production for its HTTP URL, instead of those before; null leaves these
 */
public record LinkInstance(
        InstanceName name,
        Upstream upstream,
        Integer httpPort,
        Integer shadowPort,
        List<String> allowedOrigins,
        HttpLimits limits) {

    public LinkInstance {
        requireNonNull(name, "name");
        requireNonNull(upstream, "upstream");
        allowedOrigins = allowedOrigins == null ? null : WebOrigins.checked(allowedOrigins);
    }
}
