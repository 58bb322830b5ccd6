package dev.likeness.file;

import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Uploading files (CONTRACT 6). */
@RestController
@Tag(name = "Files")
class FileController {

    private final Uploads uploads;

    FileController(Uploads uploads) {
        this.uploads = uploads;
    }

    @PostMapping("/v1/files/upload")
    @Refuses({"400 MISSING_PARAM, DOWNLOAD_FAILED", "415 UNSUPPORTED_TYPE"})
    @Operation(operationId = "uploadFile", summary = "Keeps a file, sent as base64 or as a part of a form, or fetched from a URL")
    FileWire.Uploaded upload(Caller caller, @Valid @RequestBody FileWire.Request body) {
        return new FileWire.Uploaded(true, "File uploaded successfully", uploads.upload(caller.accountId(), body));
    }
}
