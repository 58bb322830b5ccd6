package dev.likeness.avatar.film;

import java.util.List;

/**
 * What is known of a rendered identity video.
 *
 * @param frames number of frames; the last equals the first, so that a player skips one of the two
 * @param fps frames a second
 * @param affines per frame (a, b, c, d, e, f) as a canvas takes them, {@code x' = a x + c y + e, y' = b x + d y + f}:
 *        from the pixels of a mouth tile to the pixels of the frame
 */
public record IdentityVideo(int frames, int fps, List<double[]> affines) {
}
