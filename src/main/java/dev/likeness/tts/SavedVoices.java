package dev.likeness.tts;

import dev.likeness.account.AccountDeleted;
import dev.likeness.common.ApiException;
import dev.likeness.common.Ids;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Voices of accounts in their table. Somebody else's looks like none. */
@Component
class SavedVoices {

    private final SavedVoiceRepository rows;
    private final EntityManager entities;
    private final TransactionTemplate transaction;
    private final TtsProperties properties;
    private final Clock clock;

    SavedVoices(SavedVoiceRepository rows, EntityManager entities, PlatformTransactionManager transactions,
            TtsProperties properties, Clock clock) {
        this.rows = rows;
        this.entities = entities;
        this.transaction = new TransactionTemplate(transactions);
        this.properties = properties;
        this.clock = clock;
    }

    /** Raises {@code QUOTA_EXCEEDED} when the account has as many as it may. */
    void requireRoom(UUID account) {
        if (rows.countByAccountId(account) >= properties.savedVoices()) {
            throw new ApiException(TtsError.QUOTA_EXCEEDED, "An account may have " + properties.savedVoices()
                    + " saved voices; delete one, or write a voice out as a code");
        }
    }

    /**
     * Raises {@code QUOTA_EXCEEDED} as well.
     *
     * @param source {@code sample} or {@code axes}
     */
    SavedVoice save(UUID account, String name, TunedVoice tuned, String source) {
        SavedVoice voice = new SavedVoice(account, Ids.sortable(clock.millis()), name, tuned, source, clock.instant());
        transaction.executeWithoutResult(_ -> {
            // Who saves at the same time waits here, and is counted.
            rows.lock(account);
            requireRoom(account);
            entities.persist(voice);
        });
        return voice;
    }

    /** Oldest first. */
    List<SavedVoice> of(UUID account) {
        return rows.findByAccountIdOrderByVoiceId(account);
    }

    Optional<SavedVoice> find(UUID account, UUID voice) {
        return rows.findByAccountIdAndVoiceId(account, voice);
    }

    /** Raises {@code VOICE_NOT_FOUND}. */
    void delete(UUID account, UUID voice) {
        Integer gone = transaction.execute(_ -> rows.remove(account, voice));
        if (gone == null || gone == 0) {
            throw VoiceChoice.unknown();
        }
    }

    /** Inside the transaction that deletes the account; what is saved meanwhile goes with its row. */
    @EventListener
    void onDeleted(AccountDeleted deleted) {
        transaction.executeWithoutResult(_ -> rows.removeAll(deleted.accountId()));
    }
}
