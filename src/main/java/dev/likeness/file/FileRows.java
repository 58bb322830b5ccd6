package dev.likeness.file;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Uploads in their table. Each change is a transaction, or joins the caller's. */
@Component
class FileRows {

    private final FileRepository rows;
    private final EntityManager entities;
    private final TransactionTemplate transaction;

    FileRows(FileRepository rows, EntityManager entities, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.entities = entities;
        this.transaction = new TransactionTemplate(transactions);
    }

    void begin(UploadedFile file) {
        transaction.executeWithoutResult(_ -> entities.persist(file));
    }

    /** False when the account was deleted meanwhile: nobody else will remove the bytes. */
    boolean stored(UploadedFile file) {
        return Boolean.TRUE.equals(transaction
                .execute(_ -> rows.lock(file.accountId, file.fileId).map(UploadedFile::store).orElse(false)));
    }

    void delete(UploadedFile file) {
        transaction.executeWithoutResult(_ -> rows.delete(file.accountId, file.fileId));
    }

    List<UploadedFile> of(UUID account) {
        return rows.findByAccountId(account);
    }

    /** From now on the sweep removes them. */
    void abandon(UUID account) {
        transaction.executeWithoutResult(_ -> rows.abandon(account, UploadedFile.ABANDONED));
    }

    /** Begun long ago by a process that did not live to end it, or of a deleted account. */
    List<UploadedFile> abandoned(Instant now, Duration age) {
        return rows.findByStoredFalseAndBegunAtBefore(now.minus(age));
    }
}
