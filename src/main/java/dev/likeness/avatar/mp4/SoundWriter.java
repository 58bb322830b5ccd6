package dev.likeness.avatar.mp4;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a WAV file of 24,000 samples a second piece by piece; closing it tells the header how many there were. */
public final class SoundWriter implements Closeable {

    private static final int HEADER = 44;
    private static final int PCM = 1;

    private final Path file;
    private final OutputStream out;
    private long samples;

    public SoundWriter(Path file) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        out.write(header(0));
    }

    /** Adds samples of 16 bits, little endian, as they lie in a file. */
    public void write(byte[] pcm) throws IOException {
        out.write(pcm);
        samples += pcm.length / 2;
    }

    /** Adds samples between -1 and 1; what is beyond is cut off. */
    public void write(float[] values) throws IOException {
        write(pcm(values));
    }

    /** Samples as they lie in a file. */
    public static byte[] pcm(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort((short) Math.clamp(Math.round(value * 32767), -32768, 32767));
        }
        return bytes.array();
    }

    /** What a WAV file of so many samples begins with. */
    static byte[] header(long samples) {
        int length = (int) (2 * samples);
        return ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF")).putInt(HEADER - 8 + length)
                .put(ascii("WAVEfmt ")).putInt(16).putShort((short) PCM).putShort((short) 1).putInt(FilmSound.RATE)
                .putInt(2 * FilmSound.RATE).putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(length)
                .array();
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        out.close();
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
            whole.write(header(samples));
        }
    }
}
