package dev.likeness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The headers of MP4 films in which somebody speaks, and nothing to play. */
final class SpokenFilms {

    private SpokenFilms() {
    }

    /** H.264 and AAC of that length, 25 frames a second. */
    static byte[] of(double seconds) {
        return of(seconds, "avc1", "mp4a");
    }

    static byte[] of(double seconds, String pictures, String sound) {
        return joined(box("ftyp", bytes("isom"), new byte[4]), box("mdat", new byte[100]),
                box("moov", track("vide", pictures, (int) Math.round(seconds * 25), 25),
                        track("soun", sound, (int) Math.round(seconds * 48_000), 48_000)));
    }

    private static byte[] track(String kind, String coding, int samples, int units) {
        byte[] times = ByteBuffer.allocate(16).putInt(4, 1).putInt(8, samples).putInt(12, 1).array();
        byte[] coded = joined(ByteBuffer.allocate(12).putInt(4, 1).putInt(8, 16).array(), bytes(coding), new byte[8]);
        byte[] table = box("stbl", box("stsd", coded), box("stts", times));
        byte[] media = box("mdia", box("mdhd", ByteBuffer.allocate(24).putInt(12, units).array()),
                box("hdlr", new byte[8], bytes(kind), new byte[13]), box("minf", table));
        return box("trak", box("tkhd", ByteBuffer.allocate(84).putInt(76, 512 << 16).putInt(80, 512 << 16).array()),
                media);
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] body = joined(parts);
        return joined(ByteBuffer.allocate(4).putInt(8 + body.length).array(), bytes(type), body);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
