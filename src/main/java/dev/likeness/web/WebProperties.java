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
 * @param bodyLimit largest body of an ordinary operation: parsed, it takes several times its size of memory
 * @param fileBodyLimit largest body where files come as base64; 150 MB holds a 100 MB video, and operations that
 *     take less have less ({@link dev.likeness.web.body.FileField})
 * @param failedAuthPerMinute wrong secrets one client address may present in a minute (CONTRACT 1.1)
 */
@Validated
@ConfigurationProperties("likeness.web")
record WebProperties(@NotNull @DefaultValue("2MB") DataSize bodyLimit,
        @NotNull @DefaultValue("150MB") DataSize fileBodyLimit,
        @Positive @DefaultValue("30") int failedAuthPerMinute) {
}
