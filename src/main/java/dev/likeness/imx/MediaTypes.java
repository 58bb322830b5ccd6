package dev.likeness.imx;

import java.util.Map;

/** What the names of entries say of their contents. Fixed, because a change would change the bytes of files. */
final class MediaTypes {

    private static final Map<String, String> BY_EXTENSION = Map.of("json", "application/json", "jpg", "image/jpeg",
            "png", "image/png", "webp", "image/webp", "mp4", "video/mp4", "webm", "video/webm", "wav", "audio/wav",
            "txt", "text/plain");

    private MediaTypes() {
    }

    static String of(String name) {
        return BY_EXTENSION.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
