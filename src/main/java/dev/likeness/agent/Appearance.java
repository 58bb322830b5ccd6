package dev.likeness.agent;

import org.jspecify.annotations.Nullable;

/**
 * What an agent looks and sounds like.
 *
 * @param imageKey object key of the standardized portrait, public
 * @param videoKey object key of the identity video, public; none for expression-1
 * @param voiceId one of the ten voices, {@code F1} to {@code F5}, {@code M1} to {@code M5}
 * @param subject {@code human} or {@code other}
 */
public record Appearance(String imageKey, @Nullable String videoKey, String voiceId, String subject) {
}
