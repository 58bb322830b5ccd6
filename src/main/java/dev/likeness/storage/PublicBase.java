package dev.likeness.storage;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How clients reach this server: as configured, else as the current request did, else on this machine. */
final class PublicBase implements SignedUrls.Base {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final String configured;
    private final Environment environment;

    PublicBase(String configured, Environment environment) {
        this.configured = configured;
        this.environment = environment;
    }

    @Override
    public String get() {
        if (!configured.isEmpty()) {
            return configured;
        }
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes) {
            return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        }
        return onThisMachine("localhost");
    }

    /** Who was reached as localhost may be given, or have kept, a URL of 127.0.0.1. */
    @Override
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
