package dev.likeness.generation;

import java.nio.charset.StandardCharsets;

/** Whether bytes are a sound file, by their first bytes: WAV, MP3, OGG, FLAC, AAC, M4A (CONTRACT 6). */
final class SoundCheck {

    private static final String REFUSAL = "the voice sample is not a WAV, MP3, OGG, FLAC, AAC or M4A file";

    private SoundCheck() {
    }

    /** Refuses what is no sound, with a sentence for the person who sent it. */
    static void require(byte[] sample) {
        if (sample.length == 0) {
            throw new InputException("the voice sample is empty");
        }
        if (holds(sample, 0, "RIFF") && holds(sample, 8, "WAVE")) {
            requireSound(sample);
        } else if (!(holds(sample, 0, "ID3") || holds(sample, 0, "OggS") || holds(sample, 0, "fLaC")
                || holds(sample, 4, "ftyp") || isMpegFrame(sample))) {
            throw new InputException(REFUSAL);
        }
    }

    /** MPEG audio and ADTS both begin a frame with eleven or more bits set. */
    private static boolean isMpegFrame(byte[] sample) {
        return sample.length > 3 && (sample[0] & 0xff) == 0xff && (sample[1] & 0xe0) == 0xe0;
    }

    /** The format chunk comes first in every WAV that is in use; channels and rate are at fixed places in it. */
    private static void requireSound(byte[] wav) {
        boolean sound = holds(wav, 12, "fmt ") && wav.length > 44 && (wav[22] | wav[23]) != 0
                && (wav[24] | wav[25] | wav[26] | wav[27]) != 0;
        if (!sound && holds(wav, 12, "fmt ")) {
            throw new InputException("the voice sample is a WAV file without sound");
        }
    }

    private static boolean holds(byte[] bytes, int at, String text) {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= at + expected.length
                && java.util.Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }
}
