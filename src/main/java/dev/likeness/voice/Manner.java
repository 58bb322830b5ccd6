package dev.likeness.voice;

import java.util.Objects;

/**
 * How something is to be said.
 *
 * @param voice who speaks
 * @param tuning what is changed about that voice; its rate is a factor of the speed, 1 as the voice speaks by itself
 * @param language by ISO 639, with or without a region: {@code en}, {@code pt-BR}
 */
public record Manner(Voice voice, VoiceProfile.Tuning tuning, String language) {

    public Manner {
        Objects.requireNonNull(voice, "voice");
        Objects.requireNonNull(tuning, "tuning");
        Objects.requireNonNull(language, "language");
    }
}
