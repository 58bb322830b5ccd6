package dev.likeness.storage.door;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.storage.ObjectKeys;
import dev.likeness.storage.SignedUploads;
import dev.likeness.storage.StoredObject;
import dev.likeness.web.PublicAccess;
import dev.likeness.web.body.Codings;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes objects from whoever has a signed URL for one. Hidden from the API's description, as downloads are. */
@Hidden
@PublicAccess
@RestController
class UploadController {

    private final SignedUploads uploads;
    private final UploadIntake intake;

    UploadController(SignedUploads uploads, UploadIntake intake) {
        this.uploads = uploads;
        this.intake = intake;
    }

    /** What was kept. */
    record Kept(long size, @JsonProperty("sha256") String sha256) {
    }

    @PutMapping(SignedUploads.PATH + "{*path}")
    Kept put(@PathVariable String path, @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "0") long limit, @RequestParam(defaultValue = "0") long expires,
            @RequestParam(defaultValue = "") String signature, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        String key = ObjectKeys.ofPath(path);
        uploads.check(key, type, limit, expires, signature);
        if (!Codings.isPlain(request)) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            throw new ApiException(CommonError.UNSUPPORTED_TYPE,
                    "Content-Encoding must be none: what comes is kept as it is");
        }
        StoredObject kept = intake.keep(key, type, limit, request.getContentLengthLong(), request.getInputStream());
        return new Kept(kept.size(), kept.sha256());
    }
}
