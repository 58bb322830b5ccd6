package dev.likeness.web.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What every request goes through before anybody asks who its caller is. */
@Component
public class Front {

    private final Proxies proxies;
    private final Hosts hosts;
    private final Browsers browsers;

    Front(ClientProperties properties, Environment settings) {
        String publicUrl = settings.getProperty("likeness.public-url", "").strip();
        // An address that is no URL is refused by who hands URLs out.
        String authority = publicUrl.matches("https?://[^/?#\\s]+.*") ? URI.create(publicUrl).getRawAuthority() : "";
        List<String> names = properties.hosts().stream().filter(name -> !name.isBlank()).toList();
        List<String> known = new ArrayList<>(names);
        known.add(authority);
        boolean loopback = Hosts.isLoopback(Hosts.name(settings.getProperty("server.address", "")));
        proxies = new Proxies(properties.trustedProxies(), !publicUrl.isEmpty());
        hosts = new Hosts(loopback || !names.isEmpty(), known);
        browsers = new Browsers(properties.cors(), authority);
    }

    /** The request as its client sent it, its path taken literally. */
    public HttpServletRequest seen(HttpServletRequest request) {
        HttpServletRequest seen = proxies.seen(LiteralPath.of(request));
        ClientAddress.remember(seen);
        return seen;
    }

    /** Whether the request goes on; false when it is answered. Raises {@code FORBIDDEN} for a page of another site. */
    public boolean admit(HttpServletRequest seen, HttpServletResponse response) {
        hosts.check(seen);
        return browsers.admit(seen, response);
    }
}
