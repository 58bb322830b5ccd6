package dev.likeness.video;

import dev.likeness.voice.Utterance;
import dev.likeness.voice.VoiceProfile;
import org.jspecify.annotations.Nullable;

/** Says texts. */
interface Tongue {

    /** A text while it is said. */
    interface Saying {

        /**
         * The next sentence with the pause behind it; null when everything has been said.
         *
         * @throws dev.likeness.voice.SpeechException in words fit for the person who wrote the text
         */
        @Nullable
        Utterance next() throws InterruptedException;
    }

    /**
     * @param voice by its name or code; null for {@code own}
     * @param own the agent's voice
     * @throws dev.likeness.voice.SpeechException where nobody here can say it
     */
    Saying say(String text, @Nullable String voice, VoiceProfile own);
}
