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
    /** Where the units of a second are in its media's header. */
    private static final int UNITS_AT = 12;
    private static final int LONG_UNITS_AT = 20;
    /** Of samples that are shown equally long: more than an hour in which each is shown otherwise. */
    private static final int MOST_RUNS = 100_000;

    private final RandomAccessFile file;
    private int read;

    /**
     * One track.
     *
     * @param kind {@code vide}, {@code soun} or another; empty when it does not say
     * @param coding of its first samples, such as {@code avc1} or {@code mp4a}; empty when it does not say
     * @param seconds that its samples last, as a player plays them; 0 where a film in fragments says it elsewhere
     * @param width pixels, 0 for sound
     * @param height pixels, 0 for sound
     */
    public record Track(String kind, String coding, double seconds, long width, long height) {

        public boolean pictures() {
            return kind.equals("vide");
        }

        public boolean sound() {
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

    private record Samples(String kind, String coding, double seconds) {
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
        Samples samples = new Samples("", "", 0);
        long width = 0;
        long height = 0;
        for (Box box : boxes(track.body, track.end)) {
            if (box.type.equals("mdia")) {
                samples = samples(box);
            } else if (box.type.equals("tkhd")) {
                file.seek(box.body);
                file.seek(box.body + (file.read() == 1 ? LONG_SIZE_AT : SIZE_AT));
                // Fixed point, 16 bits before it and 16 behind.
                width = Integer.toUnsignedLong(file.readInt()) >> 16;
                height = Integer.toUnsignedLong(file.readInt()) >> 16;
            }
        }
        return new Track(samples.kind, samples.coding, samples.seconds, width, height);
    }

    private Samples samples(Box media) throws IOException {
        String kind = "";
        String coding = "";
        long units = 1;
        double length = 0;
        for (Box box : inside(media)) {
            switch (box.type) {
                case "hdlr" -> {
                    file.seek(box.body + 8);
                    kind = name();
                }
                case "mdhd" -> {
                    file.seek(box.body);
                    file.seek(box.body + (file.read() == 1 ? LONG_UNITS_AT : UNITS_AT));
                    units = Math.max(1, Integer.toUnsignedLong(file.readInt()));
                }
                case "stsd" -> {
                    file.seek(box.body + 4);
                    if (file.readInt() != 0) {
                        file.skipBytes(4);
                        coding = name();
                    }
                }
                case "stts" -> length = length(box);
                default -> {
                }
            }
        }
        return new Samples(kind, coding, length / units);
    }

    /** What a track's media has, of its sample table as well. */
    private List<Box> inside(Box media) throws IOException {
        List<Box> all = new ArrayList<>();
        for (Box box : boxes(media.body, media.end)) {
            all.add(box);
            if (box.type.equals("minf")) {
                for (Box part : boxes(box.body, box.end)) {
                    if (part.type.equals("stbl")) {
                        all.addAll(boxes(part.body, part.end));
                    }
                }
            }
        }
        return all;
    }

    /** Of all samples, by how long each is shown. */
    private double length(Box times) throws IOException {
        file.seek(times.body + 4);
        long runs = Integer.toUnsignedLong(file.readInt());
        if (runs > MOST_RUNS || runs * 8 > times.end - times.body - 8) {
            throw new EOFException(times.type);
        }
        double length = 0;
        for (long run = 0; run < runs; run++) {
            length += (double) Integer.toUnsignedLong(file.readInt()) * Integer.toUnsignedLong(file.readInt());
        }
        return length;
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
