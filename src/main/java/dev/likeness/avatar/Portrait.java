package dev.likeness.avatar;

/**
 * The standardized portrait an avatar is made of.
 *
 * @param bgr pixels, row by row, three bytes each in the order blue, green, red
 * @param width pixels, even
 * @param height pixels, even
 * @param face the landmarks, in pixels of this picture
 * @param origin where it came from: {@code photo} or {@code drawn}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Portrait(byte[] bgr, int width, int height, Landmarks face, String origin) {
}
