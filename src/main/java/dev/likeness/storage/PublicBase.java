package dev.likeness.storage;

import java.util.function.Supplier;

import org.springframework.core.env.Environment;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How clients reach this server: as configured, else as the current request did, else on this machine. */
final class PublicBase implements Supplier<String> {

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
        String port = environment.getProperty("server.port", "8080");
        return "http://localhost:" + environment.getProperty("local.server.port", port);
    }
}
