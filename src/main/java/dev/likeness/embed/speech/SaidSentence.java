package dev.likeness.embed.speech;

/**
 * A sentence as it goes to pages, made once for all of them.
 *
 * @param last whether it is the speech's last one; it may be empty then, where that was known too late
 * @param frame the length of a JSON head in four bytes, little-endian, the head, and 16-bit samples, 24,000 a second
 */
@SuppressWarnings("ArrayRecordComponent")
public record SaidSentence(String text, boolean last, double seconds, byte[] frame) {
}
