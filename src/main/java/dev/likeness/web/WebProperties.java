package dev.likeness.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the HTTP edge.
 *
 * @param bodyLimit largest request body; 150 MB holds a 100 MB video as base64 inside JSON
 * @param failedAuthPerMinute wrong secrets one client address may present in a minute (CONTRACT 1.1)
 */
@Validated
@ConfigurationProperties("likeness.web")
record WebProperties(@NotNull @DefaultValue("150MB") DataSize bodyLimit,
        @Positive @DefaultValue("30") int failedAuthPerMinute) {
}
