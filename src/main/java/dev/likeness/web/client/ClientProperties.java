package dev.likeness.web.client;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may stand between a client and this server, and who may send one.
 *
 * @param trustedProxies addresses and networks whose forwarded headers count, such as {@code 10.0.0.0/8}; none: anybody
 *     could claim any address
 * @param cors origins whose pages may call the API from a browser, such as {@code https://app.example.com}; {@code *} is
 *     every page there is
 * @param hosts names that are answered to beside loopback's and the public URL's; where there are some, all others are
 *     refused, and so they are where the server listens on loopback alone
 */
@ConfigurationProperties("likeness.web")
record ClientProperties(@DefaultValue List<String> trustedProxies, @DefaultValue List<String> cors,
        @DefaultValue List<String> hosts) {
}
