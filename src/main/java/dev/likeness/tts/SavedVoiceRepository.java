package dev.likeness.tts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Always of an account. */
interface SavedVoiceRepository extends Repository<SavedVoice, UUID> {

    List<SavedVoice> findByAccountIdOrderByVoiceId(UUID account);

    Optional<SavedVoice> findByAccountIdAndVoiceId(UUID account, UUID voice);

    long countByAccountId(UUID account);

    /** Until the transaction ends nobody else saves a voice of the account. */
    @Query(value = "select 1 from account where account_id = ?1 for no key update", nativeQuery = true)
    Optional<Integer> lock(UUID account);

    @Modifying
    @Query("delete from SavedVoice v where v.accountId = ?1 and v.voiceId = ?2")
    int remove(UUID account, UUID voice);

    @Modifying
    @Query("delete from SavedVoice v where v.accountId = ?1")
    void removeAll(UUID account);
}
