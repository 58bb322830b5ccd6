package dev.likeness.generation.input;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of what creations are given.
 *
 * @param maxImage bytes of an image (CONTRACT 1.3)
 * @param maxAudio bytes of a voice sample (CONTRACT 1.3)
 * @param classifierPatience how long a submit waits for a picture to be looked at; then the build looks
 */
@Validated
@ConfigurationProperties("likeness.generation")
public record InputProperties(@DefaultValue("10MB") DataSize maxImage, @DefaultValue("50MB") DataSize maxAudio,
        @DefaultValue("2s") Duration classifierPatience) {
}
