package dev.likeness.avatarfile;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gesture's film on its way into a file.
 *
 * @param affines six numbers for each of its frames, from a mouth tile to the frame; null where the film shows another
 *        picture than the one the tiles were made of, so that none belongs on it
 */
public record GestureClip(Path film, @Nullable List<double[]> affines) {
}
