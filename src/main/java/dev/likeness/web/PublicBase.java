package dev.likeness.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * What stands in front of this server's paths in the URLs it hands out: as configured, else as the current request
 * reached it, else on this machine.
 */
@Component
public class PublicBase {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final String configured;
    private final Environment environment;

    /** @param configured {@code LIKENESS_PUBLIC_URL}, or empty */
    public PublicBase(@Value("${likeness.public-url:}") String configured, Environment environment) {
        this.configured = StringUtils.trimTrailingCharacter(configured.strip(), '/');
        this.environment = environment;
    }

    /** In the URLs made now, without a slash at the end. */
    public String get() {
        if (!configured.isEmpty()) {
            return configured;
        }
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes) {
            return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        }
        return onThisMachine("localhost");
    }

    /** In URLs that lead here: who was reached as localhost may be given, or have kept, a URL of 127.0.0.1. */
    public List<String> all() {
        return configured.isEmpty()
                ? Stream.concat(Stream.of(get()), LOOPBACK.stream().map(this::onThisMachine)).toList()
                : List.of(configured);
    }

    private String onThisMachine(String host) {
        String port = environment.getProperty("server.port", "8080");
        return "http://" + host + ":" + environment.getProperty("local.server.port", port);
    }
}
