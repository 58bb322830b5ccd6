package dev.likeness.file;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Uploads as JSON (CONTRACT 6). */
final class FileWire {

    private FileWire() {
    }

    /**
     * Either {@code file_url}, or {@code file_data} and {@code file_name}.
     *
     * @param fileUrl fetched by the server: public http or https
     * @param fileData base64 or a {@code data:} URI
     * @param fileType auto, image, video, audio, document or pdf
     */
    @Schema(name = "UploadRequest")
    record Request(@Nullable String fileUrl, @Nullable String fileData, @Nullable String fileName,
            @Nullable String fileType) {
    }

    @Schema(name = "UploadResponse")
    record Uploaded(boolean success, String message, File data) {
    }

    /**
     * @param fileUrl public, but not to be guessed
     * @param originalSource the URL or the name it came by
     * @param fileType image, video, audio or document
     * @param fileSize bytes
     * @param assetCategory images, videos, audios or docs
     */
    @Schema(name = "UploadedFile")
    record File(String fileUrl, String originalSource, String fileType, long fileSize, String mimeType,
            String assetCategory, Instant uploadedAt) {
    }
}
