package dev.likeness.file;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.PartitionKey;

/**
 * An upload of an account. Its row stands before its bytes and says {@code stored} after them, so that no bytes are lost
 * sight of.
 */
@Entity
@Table(name = "uploaded_file")
class UploadedFile {

    /** When it began, once its account was deleted: the sweep removes it, whatever was stored of it. */
    static final Instant ABANDONED = Instant.EPOCH;

    @PartitionKey
    @Column(updatable = false)
    UUID accountId;
    @Id
    UUID fileId;
    String objectKey;
    private String contentType;
    private long size;
    private String source;
    private boolean stored;
    private Instant createdAt;
    /** By the unmoved clock: an upload that runs must not look old when the sandbox moves a month ahead. */
    private Instant begunAt;

    @SuppressWarnings("NullAway.Init")
    protected UploadedFile() {
    }

    /** @param began without what the sandbox added to the clock */
    UploadedFile(UUID accountId, UUID fileId, String objectKey, String contentType, long size, String source,
            Instant now, Instant began) {
        this.accountId = accountId;
        this.fileId = fileId;
        this.objectKey = objectKey;
        this.contentType = contentType;
        this.size = size;
        this.source = source;
        this.createdAt = now;
        this.begunAt = began;
    }

    /** False when the account was deleted meanwhile: nobody else will remove the bytes. */
    boolean store() {
        stored = begunAt.isAfter(ABANDONED);
        return stored;
    }
}
