package dev.likeness.agent.embed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may show an agent on a page.
 *
 * @param open whether anybody may meet it without a token
 * @param allowedOrigins of the pages that may show it, as browsers write them; none: any page
 * @param said whether its owner has said so, or nobody has said anything
 */
public record EmbedSetting(boolean open, List<String> allowedOrigins, boolean said) {

    public EmbedSetting(boolean open, List<String> allowedOrigins) {
        this(open, allowedOrigins, true);
    }

    /** As long as nobody has said anything. */
    static EmbedSetting unsaid(boolean open) {
        return new EmbedSetting(open, List.of(), false);
    }

    public EmbedSetting {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Whether a page of that origin may; the server's own pages are not asked. */
    public boolean allows(String origin) {
        return allowedOrigins.isEmpty() || allowedOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** An origin as browsers write it, without the port that goes without saying; null for what is none. */
    public static @Nullable String origin(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String path = uri.getRawPath();
            boolean bare = (path == null || path.isEmpty() || path.equals("/")) && uri.getRawQuery() == null
                    && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if (!bare || uri.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
                return null;
            }
            boolean known = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (known ? "" : ":" + uri.getPort());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
