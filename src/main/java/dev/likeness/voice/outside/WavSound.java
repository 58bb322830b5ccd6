package dev.likeness.voice.outside;

import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.sound.Resampler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What comes from outside as samples of {@link Utterance#RATE}: WAV of 16 bits, or raw samples of that rate. */
final class WavSound {

    private static final int RIFF = 0x46464952;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int PLAIN = 1;
    /** Says what it is further behind, which is plain wherever it is of 16 bits. */
    private static final int EXTENSIBLE = 0xfffe;
    private static final int HEAD = 12;

    private WavSound() {
    }

    /** @throws SpeechAwayException when it is no sound that can be read */
    static float[] read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEAD || in.getInt(0) != RIFF) {
            throw new SpeechAwayException("what speaks answered with something that is no WAV");
        }
        in.position(HEAD);
        int channels = 0;
        int rate = 0;
        while (in.remaining() >= 8) {
            int kind = in.getInt();
            // A stream that knew no length says the largest there is.
            int length = (int) Math.min(in.getInt() & 0xffff_ffffL, in.remaining());
            if (kind == DATA && channels > 0) {
                return Resampler.of(samples(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN),
                        channels), rate, Utterance.RATE);
            }
            if (kind == FORMAT && length >= 16) {
                int at = in.position();
                int coding = in.getShort(at) & 0xffff;
                channels = in.getShort(at + 2);
                rate = in.getInt(at + 4);
                boolean known = (coding == PLAIN || coding == EXTENSIBLE) && in.getShort(at + 14) == 16;
                if (!known || channels < 1 || channels > 8 || rate < 8_000 || rate > 192_000) {
                    throw new SpeechAwayException("what speaks answered with a sound of an unknown kind");
                }
            }
            in.position(Math.min(in.limit(), in.position() + length + (length & 1)));
        }
        throw new SpeechAwayException("what speaks answered with a sound that breaks off");
    }

    /** Of several channels their mean. */
    private static float[] samples(ByteBuffer in, int channels) {
        float[] sound = new float[in.remaining() / (2 * channels)];
        for (int i = 0; i < sound.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += in.getShort();
            }
            sound[i] = sum / (32_768f * channels);
        }
        return sound;
    }
}
