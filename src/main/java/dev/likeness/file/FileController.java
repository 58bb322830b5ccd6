package dev.likeness.file;

import dev.likeness.web.Caller;
import dev.likeness.web.LateBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
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
    @Operation(operationId = "uploadFile", summary = "Keeps a file, sent as base64 or fetched from a URL", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(implementation = FileWire.Request.class))))
    FileWire.Uploaded upload(Caller caller, LateBody body) {
        return new FileWire.Uploaded(true, "File uploaded successfully", uploads.upload(caller.accountId(), body));
    }
}
