package dev.likeness.file;

import dev.likeness.web.body.Body;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.SentFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Uploads as JSON or as forms (CONTRACT 6). */
final class FileWire {

    private FileWire() {
    }

    /** Either {@code file_url}, or {@code file_data} and {@code file_name}, or a file part, which brings its name. */
    @Body(forms = true)
    @Schema(name = "UploadRequest")
    record Request(
            @Schema(description = "pdf is a document; auto is found from the bytes", allowableValues = {
                    "auto", "image", "video", "audio", "document",
                    "pdf"}, defaultValue = "auto") @Nullable String fileType,
            @Schema(description = "Public http or https, fetched by the server; or a URL of this server's own") @Nullable String fileUrl,
            @Schema(description = "Required with file_data; a file part brings its own") @Nullable String fileName,
            @Schema(description = "Base64 or a data: URI, or a file part of a form, which may be called file; instead of file_url") @FileField(limit = "${likeness.file.max-video:100MB}", bound = UploadBound.class, parts = "file", named = "fileName") @Nullable SentFile fileData) {
    }

    @Schema(name = "UploadResponse")
    record Uploaded(boolean success, String message, File data) {
    }

    /**
     * @param fileUrl public, but not to be guessed
     * @param originalSource the URL or the name it came by
     * @param fileType image, video, audio or document
     * @param fileSize bytes
     * @param assetCategory images, videos, audio or docs
     */
    @Schema(name = "UploadedFile")
    record File(String fileUrl, String originalSource, String fileType, long fileSize, String mimeType,
            String assetCategory, Instant uploadedAt) {
    }
}
