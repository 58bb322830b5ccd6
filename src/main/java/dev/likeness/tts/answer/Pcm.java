package dev.likeness.tts.answer;

import dev.likeness.voice.Utterance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Samples as bytes: 16 bit, little-endian, and the head of a WAV file. */
final class Pcm {

    private static final int HEAD = 44;
    private static final int BYTES = 2;

    private Pcm() {
    }

    static byte[] of(float[] sound) {
        ByteBuffer bytes = ByteBuffer.allocate(sound.length * BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : sound) {
            bytes.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE));
        }
        return bytes.array();
    }

    /** Before a sentence, and at the end, where it is 0. */
    static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes).array();
    }

    /** @param length of the samples in bytes; negative where nobody knows yet, which readers know as the largest one */
    static byte[] wavHead(long length) {
        return ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN).put(letters("RIFF"))
                .putInt(length < 0 ? -1 : (int) (length + HEAD - 8)).put(letters("WAVEfmt ")).putInt(16)
                .putShort((short) 1).putShort((short) 1).putInt(Utterance.RATE).putInt(Utterance.RATE * BYTES)
                .putShort((short) BYTES).putShort((short) (8 * BYTES)).put(letters("data"))
                .putInt(length < 0 ? -1 : (int) length).array();
    }

    private static byte[] letters(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }
}
