package dev.likeness.voice.heard;

import dev.likeness.voice.Phone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** "The quick brown fox jumps over the lazy dog, but nobody believes my brother Bob", synthesized, with true times. */
public final class Recording {

    private static final int HEADER = 44;

    private Recording() {
    }

    public static float[] sound() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(read("brown_fox.wav")).order(ByteOrder.LITTLE_ENDIAN);
        float[] sound = new float[(bytes.capacity() - HEADER) / 2];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = bytes.getShort(HEADER + 2 * i) / 32768f;
        }
        return sound;
    }

    public static List<Phone> phones() throws IOException {
        return new String(read("brown_fox.tsv"), StandardCharsets.UTF_8).lines().map(line -> line.split("\t"))
                .map(cells -> new Phone(cells[0], Integer.parseInt(cells[1]), Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3])))
                .toList();
    }

    public static float[] repeated(float[] sound, int times) {
        float[] all = new float[sound.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(sound, 0, all, i * sound.length, sound.length);
        }
        return all;
    }

    public static boolean closes(Phone phone) {
        return !phone.pause() && "pbm".indexOf(phone.ipa().charAt(0)) >= 0;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Recording.class.getResourceAsStream("/speech/" + name)) {
            if (in == null) {
                throw new IOException(name);
            }
            return in.readAllBytes();
        }
    }
}
