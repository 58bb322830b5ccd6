package dev.likeness.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** MP4, M4A and QuickTime files, as their boxes say. Reads headers, never more than a bounded number of them. */
public final class IsoMedia {

    /** A film cut into fragments has two for each. */
    private static final int MOST_BOXES = 20_000;
    /** Where width and height begin in a track's header, whose times have 32 or 64 bits. */
    private static final int SIZE_AT = 76;
    private static final int LONG_SIZE_AT = 88;

    private final RandomAccessFile file;
    private int read;

    /**
     * One track.
     *
     * @param kind {@code vide}, {@code soun} or another; empty when it does not say
     * @param width pixels, 0 for sound
     * @param height pixels, 0 for sound
     */
    public record Track(String kind, long width, long height) {

        public boolean pictures() {
            return kind.equals("vide");
        }

        boolean sound() {
            return kind.equals("soun");
        }
    }

    /**
     * What a whole file has.
     *
     * @param named whether it begins with the name of its brand
     * @param data whether anything lies in it
     */
    public record Film(boolean named, boolean data, List<Track> tracks) {
    }

    private record Box(String type, long body, long end) {
    }

    private IsoMedia(RandomAccessFile file) {
        this.file = file;
    }

    /** @throws EOFException when a box ends behind the one around it, or there are too many of them */
    public static Film read(RandomAccessFile file) throws IOException {
        IsoMedia media = new IsoMedia(file);
        List<Box> boxes = media.boxes(0, file.length());
        List<Track> tracks = new ArrayList<>();
        for (Box movie : boxes) {
            if (movie.type.equals("moov")) {
                tracks.addAll(media.tracks(movie));
            }
        }
        return new Film(!boxes.isEmpty() && boxes.getFirst().type.equals("ftyp"),
                boxes.stream().anyMatch(box -> box.type.equals("mdat") && box.end > box.body), List.copyOf(tracks));
    }

    /** Sound and no pictures; what cannot be told is a film. */
    static boolean isSoundOnly(List<Track> tracks) {
        return tracks.stream().anyMatch(Track::sound) && tracks.stream().noneMatch(Track::pictures);
    }

    /** The same of a file, which may be cut off. */
    public static boolean isSoundOnly(RandomAccessFile file) throws IOException {
        try {
            return isSoundOnly(read(file).tracks());
        } catch (EOFException e) {
            return false;
        }
    }

    private List<Track> tracks(Box movie) throws IOException {
        List<Track> tracks = new ArrayList<>();
        for (Box box : boxes(movie.body, movie.end)) {
            if (box.type.equals("trak")) {
                tracks.add(track(box));
            }
        }
        return tracks;
    }

    private Track track(Box track) throws IOException {
        String kind = "";
        long width = 0;
        long height = 0;
        for (Box box : boxes(track.body, track.end)) {
            if (box.type.equals("mdia")) {
                kind = kind(box);
            } else if (box.type.equals("tkhd")) {
                file.seek(box.body);
                file.seek(box.body + (file.read() == 1 ? LONG_SIZE_AT : SIZE_AT));
                // Fixed point, 16 bits before it and 16 behind.
                width = Integer.toUnsignedLong(file.readInt()) >> 16;
                height = Integer.toUnsignedLong(file.readInt()) >> 16;
            }
        }
        return new Track(kind, width, height);
    }

    private String kind(Box media) throws IOException {
        for (Box box : boxes(media.body, media.end)) {
            if (box.type.equals("hdlr")) {
                file.seek(box.body + 8);
                return name();
            }
        }
        return "";
    }

    private List<Box> boxes(long from, long end) throws IOException {
        List<Box> boxes = new ArrayList<>();
        long at = from;
        while (at < end) {
            file.seek(at);
            long size = Integer.toUnsignedLong(file.readInt());
            String type = name();
            if (size == 1) {
                size = file.readLong();
            } else if (size == 0) {
                size = end - at;
            }
            long body = file.getFilePointer();
            if (size < body - at || size > end - at || ++read > MOST_BOXES) {
                throw new EOFException(type);
            }
            boxes.add(new Box(type, body, at + size));
            at += size;
        }
        return boxes;
    }

    private String name() throws IOException {
        byte[] name = new byte[4];
        file.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
