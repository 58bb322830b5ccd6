package dev.likeness.tts;

import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A voice written out as a code, {@code bv1_…}, which belongs to nobody and works on every installation: the base and
 * what is changed about it, with a checksum, in base64url. Another content gets another number in front.
 */
final class PortableCode {

    static final String PREFIX = "bv1_";
    private static final int CONTENT = 7;
    private static final int LENGTH = CONTENT + 4;

    private PortableCode() {
    }

    static String of(TunedVoice tuned) {
        Tuning tuning = tuned.tuning();
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put((byte) tuned.voice().ordinal())
                .putShort((short) Math.round(tuning.pitchRatio() * 1000))
                .putShort((short) Math.round(tuning.rateRatio() * 1000))
                .putShort((short) Math.round(tuning.brightnessHz()));
        bytes.putInt(checksum(bytes.array()));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty for what {@link #of} does not write. */
    static Optional<TunedVoice> read(String code) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(code.startsWith(PREFIX) ? code.substring(PREFIX.length()) : "");
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.wrap(bytes);
        int voice = content.get();
        if (voice < 0 || voice >= Voice.values().length) {
            return Optional.empty();
        }
        TunedVoice tuned = new TunedVoice(Voice.values()[voice],
                TunedVoice.bearable(content.getShort() / 1000.0, content.getShort() / 1000.0, content.getShort()));
        return of(tuned).equals(code) ? Optional.of(tuned) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, CONTENT);
        return (int) crc.getValue();
    }
}
