package dev.likeness.video;

import dev.likeness.common.ApiException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be said or heard, checked once the agent is known (CONTRACT 7). */
record VideoInput(@Nullable String text, @Nullable String audioUrl, @Nullable String voice) {

    static final int MOST_TEXT = 5000;
    private static final int LONGEST_URL = 8192;

    /** Raises {@code MISSING_PARAM} and {@code VALIDATION_ERROR} naming the field. */
    static VideoInput of(VideoWire.Input sent) {
        return sent.type().equals("text")
                ? new VideoInput(text(sent.text()), null, blankToNull(sent.voice()))
                : new VideoInput(null, url(sent.audioUrl()), null);
    }

    private static String text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ApiException.missing("input.text", "input.text is required for input.type text");
        }
        if (text.codePointCount(0, text.length()) > MOST_TEXT) {
            throw ApiException.invalid("input.text", "input.text must have at most " + MOST_TEXT + " characters");
        }
        return text;
    }

    private static String url(@Nullable String url) {
        if (url == null || url.isBlank()) {
            throw ApiException.missing("input.audio_url", "input.audio_url is required for input.type audio");
        }
        String plain = url.strip();
        if (plain.length() > LONGEST_URL || !isWeb(plain)) {
            throw ApiException.invalid("input.audio_url", "input.audio_url must be an http or https URL");
        }
        return plain;
    }

    private static boolean isWeb(String url) {
        String small = url.toLowerCase(Locale.ROOT);
        return small.startsWith("http://") || small.startsWith("https://");
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
