package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a body.
 *
 * @param field on the wire; null when it concerns no single one
 */
public record Fault(ErrorCode code, @Nullable String field, String message) {

    public static Fault invalid(String field, String message) {
        return new Fault(CommonError.VALIDATION_ERROR, field, message);
    }

    public ApiException.@Nullable Detail detail() {
        return field == null ? null : new ApiException.Detail(field, message);
    }
}
