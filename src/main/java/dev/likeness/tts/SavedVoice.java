package dev.likeness.tts;

import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.PartitionKey;

/** A voice that an account has given a name. It does not change; its code is its id. */
@Entity
@Table(name = "saved_voice")
class SavedVoice {

    @PartitionKey
    @Column(updatable = false)
    private UUID accountId;
    @Id
    private UUID voiceId;
    private String name;
    @Enumerated(EnumType.STRING)
    private Voice baseVoice;
    private double pitchRatio;
    private double rateRatio;
    private double brightnessHz;
    private String source;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected SavedVoice() {
    }

    /** @param source {@code sample} where it was heard, else {@code axes} */
    SavedVoice(UUID accountId, UUID voiceId, String name, TunedVoice tuned, String source, Instant now) {
        this.accountId = accountId;
        this.voiceId = voiceId;
        this.name = name;
        this.baseVoice = tuned.voice();
        this.pitchRatio = tuned.tuning().pitchRatio();
        this.rateRatio = tuned.tuning().rateRatio();
        this.brightnessHz = tuned.tuning().brightnessHz();
        this.source = source;
        this.createdAt = now;
    }

    UUID id() {
        return voiceId;
    }

    String name() {
        return name;
    }

    TunedVoice tuned() {
        return new TunedVoice(baseVoice, new Tuning(pitchRatio, rateRatio, brightnessHz));
    }

    String source() {
        return source;
    }

    Instant createdAt() {
        return createdAt;
    }
}
