package dev.likeness.file;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The rows of uploads; of an account, but for the sweep, which looks for what was left anywhere. */
interface FileRepository extends Repository<UploadedFile, UUID> {

    List<UploadedFile> findByAccountId(UUID account);

    List<UploadedFile> findByStoredFalseAndBegunAtBefore(Instant moment);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<UploadedFile> findLockedByAccountIdAndFileId(UUID account, UUID file);
}
