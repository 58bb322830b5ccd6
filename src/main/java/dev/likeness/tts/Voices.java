package dev.likeness.tts;

import dev.likeness.common.ApiException;
import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.speak.Speaker;
import dev.likeness.web.body.SentFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The voices of an account, built in and saved, as they are shown and made. */
@Component
class Voices {

    private static final String ENGLISH = "en";
    private static final String KOKORO = "kokoro";

    private final Speaker speaker;
    private final VoiceChoice choice;
    private final SavedVoices saved;
    private final HeardVoices heard;

    Voices(Speaker speaker, VoiceChoice choice, SavedVoices saved, HeardVoices heard) {
        this.speaker = speaker;
        this.choice = choice;
        this.saved = saved;
        this.heard = heard;
    }

    VoiceWire.All all(UUID account) {
        // Which languages there are is the same for all of them: engines differ in languages, not in who they let speak.
        List<String> languages = speaker.languages(TunedVoice.of(Voice.M1).manner(ENGLISH, 1));
        List<VoiceWire.Listed> all = Stream.concat(
                Arrays.stream(Voice.values()).map(voice -> listed(voice, languages)),
                saved.of(account).stream().map(voice -> listed(voice, languages))).toList();
        boolean people = all.stream().anyMatch(voice -> KOKORO.equals(voice.engine()));
        return new VoiceWire.All(all, people
                ? "The Kokoro pack is installed: the ten built-in voices are ten people."
                : "The ten built-in voices are made of one by the engine named; with the Kokoro pack they are ten people.");
    }

    private VoiceWire.Listed listed(Voice voice, List<String> languages) {
        TunedVoice tuned = TunedVoice.of(voice);
        return new VoiceWire.Listed(voice.name(), VoiceWire.Kind.BUILTIN, voice.name(), gender(voice), ENGLISH,
                languages, engine(tuned), voice.name(), tuned.axes(), PortableCode.of(tuned), PortableCode.of(tuned),
                null,
                null);
    }

    private VoiceWire.Listed listed(SavedVoice voice, List<String> languages) {
        TunedVoice tuned = voice.tuned();
        return new VoiceWire.Listed(voice.id().toString(), VoiceWire.Kind.CUSTOM, voice.name(), gender(tuned.voice()),
                ENGLISH, languages, engine(tuned), tuned.voice().name(), tuned.axes(), voice.id().toString(),
                PortableCode.of(tuned),
                voice.source(), voice.createdAt());
    }

    private @Nullable String engine(TunedVoice voice) {
        Manner manner = voice.manner(ENGLISH, 1);
        return speaker.engine(manner).map(SpeechEngine::name).orElse(null);
    }

    private static String gender(Voice voice) {
        return voice.gender() < 0 ? "male" : "female";
    }

    /**
     * Saves what is asked for.
     *
     * @throws ApiException {@code VALIDATION_ERROR}, {@code VOICE_NOT_FOUND}, {@code DOWNLOAD_FAILED},
     *     {@code FILE_TOO_LARGE}, {@code QUOTA_EXCEEDED} or {@code SERVICE_UNAVAILABLE}
     */
    VoiceWire.Saved save(UUID account, VoiceWire.Save body, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (body.name().isBlank()) {
            throw ApiException.invalid("name", "name must not be blank");
        }
        TunedVoice base = choice.of(account, "base_voice", body.baseVoice(), null, null);
        // Before anything is fetched and heard.
        Axis.tuning(base.voice(), base.tuning(), body.axes());
        saved.requireRoom(account);
        String url = body.audioUrl() == null || body.audioUrl().isBlank() ? null : body.audioUrl();
        SentFile sample = body.audio() != null || url == null ? body.audio() : SentFile.ofUrl(url);
        VoiceProfile profile = sample == null
                ? null
                : heard.hear(sample, body.audio() != null ? "audio" : "audio_url", base.voice(), request);
        TunedVoice found = profile == null || profile.source().equals(VoiceProfile.PERSONA)
                ? base
                : new TunedVoice(profile.voice(), bearable(profile.tuning()));
        TunedVoice tuned = new TunedVoice(found.voice(), Axis.tuning(found.voice(), found.tuning(), body.axes()));
        SavedVoice row = saved.save(account, body.name().strip(), tuned, profile == null ? "axes" : "sample");
        return new VoiceWire.Saved(row.id().toString(), row.id().toString(), PortableCode.of(tuned),
                VoiceWire.Kind.CUSTOM, row.name(), tuned.voice().name(), tuned.axes(), row.source(),
                profile == null ? null : profile.confidence(), row.createdAt());
    }

    private static Tuning bearable(Tuning tuning) {
        return TunedVoice.bearable(tuning.pitchRatio(), tuning.rateRatio(), tuning.brightnessHz());
    }

    static VoiceWire.Axes axes() {
        return new VoiceWire.Axes(Arrays.stream(Axis.values()).map(axis -> {
            Map<String, Double> anchors = new LinkedHashMap<>();
            Arrays.stream(Voice.values()).forEach(voice -> anchors.put(voice.name(), axis.of(voice)));
            return new VoiceWire.AxisOf(axis.word(), axis.description(), axis.suggestedLeast(), axis.suggestedMost(),
                    anchors);
        }).toList());
    }
}
