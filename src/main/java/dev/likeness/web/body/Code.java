package dev.likeness.web.body;

import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import jakarta.validation.Payload;
import org.springframework.beans.BeanUtils;

/**
 * The code of a constraint whose breach is no plain {@code VALIDATION_ERROR}: {@code @Null(payload = NoVideo.class)}.
 * Implementations have an empty constructor.
 */
public interface Code extends Payload {

    ErrorCode code();

    /** What such a class says. */
    static ErrorCode of(Class<? extends Code> type) {
        return BeanUtils.instantiateClass(type).code();
    }

    /** {@code MISSING_PARAM}, as {@link Required} has. */
    final class Missing implements Code {

        @Override
        public ErrorCode code() {
            return CommonError.MISSING_PARAM;
        }
    }
}
