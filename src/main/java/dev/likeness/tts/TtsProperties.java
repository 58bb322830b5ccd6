package dev.likeness.tts;

import dev.likeness.voice.Voice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of speech.
 *
 * @param concurrent requests that may speak at once, others are answered 503; 0 is one for each processor, since each
 *        takes one while it speaks
 * @param retryAfter what those are told to wait; a sentence takes less
 * @param savedVoices that an account may have
 * @param maxAudio the largest sample of a voice
 * @param kokoro the folder of the pack of ten people, which {@code src/scripts/voices} fetches; empty: there is none
 * @param espeak the program for other languages; empty: there is none
 * @param patience longest time for a sentence, for engines outside the server
 * @param remote another server that speaks, when it has a URL
 */
@Validated
@ConfigurationProperties("likeness.tts")
record TtsProperties(@PositiveOrZero @DefaultValue("0") int concurrent, @DefaultValue("2s") Duration retryAfter,
        @PositiveOrZero @DefaultValue("1000") int savedVoices, @DefaultValue("50MB") DataSize maxAudio,
        @DefaultValue("") String kokoro, @DefaultValue("espeak-ng") String espeak,
        @DefaultValue("30s") Duration patience,
        @DefaultValue @Valid Remote remote) {

    /**
     * An OpenAI-compatible server.
     *
     * @param url up to the version, {@code https://api.openai.com/v1}; empty: there is none
     * @param languages it is asked for, by their two letters; none: all that nobody else speaks
     * @param first whether it is asked before the engines of this server
     * @param voices its names of our voices, such as {@code M1: onyx}; others are asked for by OpenAI's name
     */
    record Remote(@DefaultValue("") @Pattern(regexp = URL, message = NO_URL) String url, @Nullable String apiKey,
            @DefaultValue("gpt-4o-mini-tts") String model,
            @DefaultValue List<String> languages, @DefaultValue("false") boolean first,
            @DefaultValue Map<Voice, String> voices) {
    }

    private static final String URL = "|https?://\\S+";
    private static final String NO_URL = "must be an http or https URL";

    @AssertTrue(message = "patience and retry-after must be more than nothing")
    boolean isPatient() {
        return patience.isPositive() && retryAfter.isPositive();
    }

    int places() {
        return concurrent > 0 ? concurrent : Runtime.getRuntime().availableProcessors();
    }
}
