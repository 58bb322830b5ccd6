package dev.likeness.embed.pass;

import dev.likeness.common.Model;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor's token says (CONTRACT 4.5).
 *
 * @param agent the only agent it opens
 * @param fingerprint the site's own id of the browser
 * @param sid the room it opens
 * @param model null: the agent's own
 * @param endUserId the site's own user
 * @param key tells the secret it was asked with among the account's; says nothing to anybody else
 */
public record Pass(String agent, String fingerprint, String sid, @Nullable Model model, @Nullable String endUserId,
        String key) {
}
