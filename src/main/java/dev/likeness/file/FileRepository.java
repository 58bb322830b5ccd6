package dev.likeness.file;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of uploads; of an account, but for the sweep, which looks for what was left anywhere. */
interface FileRepository extends Repository<UploadedFile, UUID> {

    List<UploadedFile> findByAccountId(UUID account);

    List<UploadedFile> findByStoredFalseAndBegunAtBefore(Instant moment);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select f from UploadedFile f where f.accountId = :account and f.fileId = :file")
    Optional<UploadedFile> lock(UUID account, UUID file);

    @Modifying
    @Query("update UploadedFile f set f.stored = false, f.begunAt = :abandoned where f.accountId = :account")
    void abandon(UUID account, Instant abandoned);

    @Modifying
    @Query("delete from UploadedFile f where f.accountId = :account and f.fileId = :file")
    void delete(UUID account, UUID file);
}
