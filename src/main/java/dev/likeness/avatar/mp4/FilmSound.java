package dev.likeness.avatar.mp4;

import dev.likeness.voice.Utterance;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The sound of a film, in a file: 24,000 samples a second, one channel, 16 bits, little endian.
 *
 * @param wav whether it has the header of a WAV file; else there are only samples
 * @param samples how many there are
 */
public record FilmSound(Path file, boolean wav, long samples) {

    public static final int RATE = Utterance.RATE;
    private static final int BYTES = 2;
    private static final int MOST_CHUNKS = 1000;

    /**
     * A file of either kind; its first bytes tell which.
     *
     * @throws IOException when it cannot be read, or is a WAV file of other sound
     */
    public static FilmSound of(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long size = Files.size(file);
            if (!Arrays.equals(in.readNBytes(4), ascii("RIFF"))) {
                return new FilmSound(file, false, size / BYTES);
            }
            in.readInt();
            if (!name(in).equals("WAVE")) {
                throw new IOException("not a WAV file");
            }
            return new FilmSound(file, true, Math.min(data(in), size) / BYTES);
        } catch (EOFException e) {
            throw new IOException("the WAV file ends too early", e);
        }
    }

    /** Bytes of the samples, in front of which a format has been told. */
    private static long data(DataInputStream in) throws IOException {
        boolean known = false;
        for (int i = 0; i < MOST_CHUNKS; i++) {
            String chunk = name(in);
            long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (chunk.equals("data") && known) {
                return length;
            }
            if (chunk.equals("fmt ") && length >= 16) {
                byte[] format = new byte[16];
                in.readFully(format);
                if (!Arrays.equals(format, Arrays.copyOfRange(SoundWriter.header(0), 20, 36))) {
                    throw new IOException("not 24 kHz, one channel and 16 bits");
                }
                known = true;
                length -= format.length;
            }
            in.skipNBytes(length + (length & 1));
        }
        throw new IOException("no samples in the WAV file");
    }

    private static String name(DataInputStream in) throws IOException {
        byte[] name = new byte[4];
        in.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    public double seconds() {
        return (double) samples / RATE;
    }

    List<String> input() {
        // Told in a name's own protocol: one with a colon in it is a file all the same.
        String name = "file:" + file;
        return wav
                ? List.of("-f", "wav", "-i", name)
                : List.of("-f", "s16le", "-ar", "" + RATE, "-ac", "1", "-i", name);
    }
}
