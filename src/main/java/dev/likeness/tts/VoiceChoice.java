package dev.likeness.tts;

import dev.likeness.common.ApiException;
import dev.likeness.voice.Voice;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which voice somebody asks for: one of the ten, by OpenAI's name for one, saved, or written out as a code. */
@Component
public class VoiceChoice {

    /** Voices that clients of OpenAI's speech ask for, each with the one here that is nearest to it. */
    private static final Map<String, Voice> OPENAI = Map.ofEntries(Map.entry("alloy", Voice.F2),
            Map.entry("ash", Voice.M3), Map.entry("ballad", Voice.M5), Map.entry("cedar", Voice.M2),
            Map.entry("coral", Voice.F3), Map.entry("echo", Voice.M1), Map.entry("fable", Voice.M5),
            Map.entry("marin", Voice.F1), Map.entry("nova", Voice.F3), Map.entry("onyx", Voice.M2),
            Map.entry("sage", Voice.F2), Map.entry("shimmer", Voice.F4), Map.entry("verse", Voice.M3));
    private static final Pattern UUID_FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final SavedVoices saved;

    VoiceChoice(SavedVoices saved) {
        this.saved = saved;
    }

    /**
     * The voice that is asked for by one word: a name, the code of a saved voice, or a voice written out.
     *
     * @param field where it was sent, for the refusal
     * @throws ApiException as the other one
     */
    public TunedVoice of(UUID account, String field, String voice) {
        return named(account, field, voice);
    }

    /**
     * The voice for a request.
     *
     * @param field where {@code voice} was sent, for the refusal
     * @param voice nothing is M1; may be a code, too, for clients that know no other field
     * @param code wins over {@code voice}
     * @throws ApiException {@code VALIDATION_ERROR} for a name nobody knows, {@code VOICE_NOT_FOUND} for such a code
     */
    TunedVoice of(UUID account, String field, @Nullable String voice, @Nullable String code,
            @Nullable Map<String, @Nullable Double> axes) {
        TunedVoice base = code != null && !code.isBlank()
                ? coded(account, code.strip())
                : named(account, field, voice == null || voice.isBlank() ? Voice.M1.name() : voice.strip());
        return new TunedVoice(base.voice(), Axis.tuning(base.voice(), base.tuning(), axes));
    }

    private TunedVoice named(UUID account, String field, String name) {
        if (UUID_FORM.matcher(name).matches() || name.startsWith(PortableCode.PREFIX)) {
            return coded(account, name);
        }
        return builtIn(name).map(TunedVoice::of).orElseThrow(() -> ApiException.invalid(field,
                field + " must be one of: " + Arrays.stream(Voice.values()).map(Voice::name)
                        .collect(Collectors.joining(", ")) + ", or the code of a saved voice"));
    }

    static Optional<Voice> builtIn(String name) {
        Voice theirs = OPENAI.get(name.toLowerCase(Locale.ROOT));
        return theirs != null
                ? Optional.of(theirs)
                : Arrays.stream(Voice.values()).filter(voice -> voice.name().equalsIgnoreCase(name)).findFirst();
    }

    private TunedVoice coded(UUID account, String code) {
        Optional<TunedVoice> found = UUID_FORM.matcher(code).matches()
                ? saved.find(account, UUID.fromString(code)).map(SavedVoice::tuned)
                : PortableCode.read(code);
        return found.orElseThrow(VoiceChoice::unknown);
    }

    static ApiException unknown() {
        return new ApiException(TtsError.VOICE_NOT_FOUND,
                "There is no such voice; GET /v1/voices lists those there are");
    }
}
