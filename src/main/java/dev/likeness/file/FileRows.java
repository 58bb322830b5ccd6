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

    private static final String DELETE = "delete from UploadedFile f where f.accountId = :account and f.fileId = :file";
    private static final String ABANDON = """
            update UploadedFile f set f.stored = false, f.begunAt = :began where f.accountId = :account""";

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
                .execute(_ -> rows.findLockedByAccountIdAndFileId(file.accountId, file.fileId).map(UploadedFile::store)
                        .orElse(false)));
    }

    void delete(UploadedFile file) {
        transaction.executeWithoutResult(_ -> entities.createQuery(DELETE).setParameter("account", file.accountId)
                .setParameter("file", file.fileId).executeUpdate());
    }

    List<UploadedFile> of(UUID account) {
        return rows.findByAccountId(account);
    }

    /** From now on the sweep removes them. */
    void abandon(UUID account) {
        transaction.executeWithoutResult(_ -> entities.createQuery(ABANDON).setParameter("account", account)
                .setParameter("began", UploadedFile.ABANDONED).executeUpdate());
    }

    /** Begun long ago by a process that did not live to end it, or of a deleted account. */
    List<UploadedFile> abandoned(Instant now, Duration age) {
        return rows.findByStoredFalseAndBegunAtBefore(now.minus(age));
    }
}
