package dev.likeness.realtime;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The server's own account at OpenAI, or at somebody who answers alike.
 *
 * @param apiKey {@code LIKENESS_OPENAI_API_KEY}; empty: there is none
 * @param baseUrl up to the version
 * @param realtimeModel asked for when a client names none
 * @param patience longest wait for an answer; a client waits, too
 */
@Validated
@ConfigurationProperties("likeness.openai")
record OpenAiProperties(@DefaultValue("") String apiKey,
        @DefaultValue("https://api.openai.com/v1") @Pattern(regexp = "https?://\\S+", message = "must be an http or https URL") String baseUrl,
        @DefaultValue("gpt-realtime-mini") String realtimeModel, @DefaultValue("10s") Duration patience) {
}
