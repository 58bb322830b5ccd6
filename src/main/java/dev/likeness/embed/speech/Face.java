package dev.likeness.embed.speech;

import dev.likeness.avatar.talk.NearestCell;
import dev.likeness.voice.VoiceProfile;
import org.jspecify.annotations.Nullable;

/**
 * What an agent speaks with.
 *
 * @param cells the mouths that its file has; null where another engine has made it: its mouth rests
 * @param language by BCP 47
 */
record Face(VoiceProfile voice, @Nullable NearestCell cells, String language) {
}
