package dev.likeness.web.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;

/** What a member of some name looks like, once for all records that have it. */
final class ExampleValues {

    private static final String AGENT = "A91XMB7113";
    private static final Map<String, Object> BY_NAME = Map.ofEntries(Map.entry("agent_id", AGENT),
            Map.entry("agent_code", AGENT), Map.entry("code", AGENT), Map.entry("name", "Ada"),
            Map.entry("agent_name", "Ada"), Map.entry("description", "A librarian who knows every shelf"),
            Map.entry("prompt", "A friendly librarian named Ada"),
            Map.entry("system_prompt", "You are Ada, a friendly librarian. Answer briefly."),
            Map.entry("language", "en"), Map.entry("gender", "female"), Map.entry("subject", "human"),
            Map.entry("model", "essence-1"), Map.entry("voice_id", "F2"), Map.entry("progress", 0.45),
            Map.entry("current_step", "video"), Map.entry("progress_msg", "Rendering the identity video"),
            Map.entry("image_url", "http://localhost:8080/public/5f0c/image.jpg"),
            Map.entry("video_url", "http://localhost:8080/public/5f0c/video.mp4"),
            Map.entry("model_url", "http://localhost:8080/files/A91XMB7113.imx"),
            Map.entry("image", "https://example.com/portrait.jpg"),
            Map.entry("audio", "https://example.com/voice.wav"), Map.entry("filename", AGENT + ".imx"),
            Map.entry("file_url", "https://example.com/portrait.jpg"), Map.entry("file_name", "portrait.jpg"),
            Map.entry("mime_type", "image/jpeg"), Map.entry("asset_category", "images"),
            Map.entry("original_source", "portrait.jpg"), Map.entry("email", "ada@example.com"),
            Map.entry("alias", "laptop"), Map.entry("room_name", "lobby"),
            Map.entry("fingerprint", "0123456789abcdef0123456789abcdef"),
            Map.entry("session_id", "8f14e45fceea467a9d6b1e3b7e2d5a10"),
            Map.entry("transaction_id", "5b1c2f8e-7a52-4c39-9f0e-0d7a6a1f2b3c"),
            Map.entry("billing_type", "self-hosted-essence-model"),
            Map.entry("pricing_code", "usage_essence_model_self_hosted"), Map.entry("plan", "business"),
            Map.entry("plan_code", "membership_business"), Map.entry("credits", 250), Map.entry("balance", 9750),
            Map.entry("status_code", 200), Map.entry("reason", "Closing time"),
            Map.entry("reference", "invoice-2026-11"),
            Map.entry("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            Map.entry("key_display", "Xq3vB9aL…7fQw"), Map.entry("key", "Xq3vB9aL…7fQw"));

    private ExampleValues() {
    }

    /** Gives the member its example, where it has none and its kind is that of the example. */
    static void give(String name, Schema<?> property) {
        Object value = BY_NAME.get(name);
        if (value != null && property.getExample() == null && property.getEnum() == null
                && isOfKind(property, value)) {
            property.setExample(value);
        }
    }

    private static boolean isOfKind(Schema<?> property, Object value) {
        if (property.getTypes() == null) {
            return false;
        }
        return switch (value) {
            case Double _ -> property.getTypes().contains("number");
            case Number _ -> property.getTypes().contains("integer");
            default -> property.getTypes().contains("string") && property.getFormat() == null;
        };
    }
}
