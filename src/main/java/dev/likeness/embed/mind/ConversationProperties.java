package dev.likeness.embed.mind;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who thinks and who listens for agents in rooms. Both are OpenAI-compatible servers, and their addresses are believed.
 *
 * @param patience longest wait for the beginning of an answer, and for each piece of it; a visitor waits, too
 * @param repeats whether an agent says what visitors write where nobody thinks for it: in the sandbox, where there is no
 *        stranger who would put words into its mouth
 * @param browserRecognition whether pages may let the visitor's browser write down what is said where nobody here does. Off:
 *        browsers may send the sound to their vendor.
 */
@Validated
@ConfigurationProperties("likeness.conversation")
record ConversationProperties(@DefaultValue @Valid Chat chat, @DefaultValue @Valid Transcription transcription,
        @DefaultValue("20s") Duration patience, @DefaultValue("false") boolean repeats,
        @DefaultValue("false") boolean browserRecognition) {

    private static final String URL = "|https?://\\S+";
    private static final String NO_URL = "must be an http or https URL";

    /**
     * A chat model.
     *
     * @param url up to the version, {@code https://api.openai.com/v1}; empty: agents say only what they are told
     * @param maxTokens of an answer: some sentences, since it is listened to
     */
    record Chat(@DefaultValue("") @Pattern(regexp = URL, message = NO_URL) String url, @Nullable String apiKey,
            @DefaultValue("gpt-4o-mini") String model, @DefaultValue("400") @Positive int maxTokens) {
    }

    /**
     * A model that writes down what is said.
     *
     * @param url as the chat model's; empty: visitors write
     */
    record Transcription(@DefaultValue("") @Pattern(regexp = URL, message = NO_URL) String url,
            @Nullable String apiKey, @DefaultValue("whisper-1") String model) {
    }

    @AssertTrue(message = "patience must be more than nothing")
    boolean isPatient() {
        return patience.isPositive();
    }
}
