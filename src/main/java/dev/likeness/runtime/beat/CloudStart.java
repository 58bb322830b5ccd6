package dev.likeness.runtime.beat;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.runtime.RuntimeError;
import dev.likeness.web.JsonBody;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The start of an avatar in a LiveKit room, as told apart from a heartbeat on the same path (CONTRACT 4.1). */
final class CloudStart {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private CloudStart() {
    }

    static boolean isMeant(JsonBody body) {
        if (body.has("livekit_url") || body.has("livekit_token")) {
            return true;
        }
        String mode = body.string("mode");
        return mode != null && List.of("gpu", "cpu").contains(mode);
    }

    /** Raises {@code MISSING_PARAM} naming what is missing. */
    static void requireFields(JsonBody body) {
        List<String> missing = Stream.of("livekit_url", "livekit_token", "room_name").filter(field -> {
            String text = body.string(field);
            return text == null || text.isBlank();
        }).toList();
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            throw new ApiException(CommonError.MISSING_PARAM, "Missing required fields: " + names,
                    missing.stream().map(field -> new ApiException.Detail(field, field + " is required")).toList());
        }
    }

    static ApiException noWorker() {
        return new ApiException(RuntimeError.NO_AVAILABLE_WORKERS, "No avatar worker is available. Please retry.")
                .retryAfter(RETRY);
    }
}
