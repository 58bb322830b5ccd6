package dev.likeness.web.egress;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the server may go on behalf of users.
 *
 * @param allowPrivate which addresses that are not public it may reach; loopback in the sandbox, for local test servers
 * @param connectTimeout until a connection stands; 5 s is long for any host that works
 * @param deadline for a whole download, redirects included; CONTRACT 6 calls more too slow
 */
@Validated
@ConfigurationProperties("likeness.egress")
record EgressProperties(@NotNull @DefaultValue("none") AllowPrivate allowPrivate,
        @NotNull @DefaultValue("5s") Duration connectTimeout, @NotNull @DefaultValue("30s") Duration deadline) {

    /** Which addresses that are not public may be reached. */
    enum AllowPrivate {
        NONE, LOOPBACK, ALL
    }
}
