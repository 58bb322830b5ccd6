package dev.likeness.avatar.film;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.picture.PictureDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the headers of an MP4 film declare; nothing of it is decoded. */
public final class Films {

    private static final String NO_FILM = "The file is not an MP4 film.";
    /** A film cut into fragments has two for each. */
    private static final int MOST_BOXES = 20_000;
    /** Where width and height begin in a track's header, whose times have 32 or 64 bits. */
    private static final int SIZE_AT = 76;
    private static final int LONG_SIZE_AT = 88;

    private record Box(String type, long body, long end) {
    }

    private Films() {
    }

    /**
     * Whether the file is whole and has a track of pictures, of a size that pictures may have, too.
     *
     * @throws PictureException when it is not
     */
    public static void check(Path mp4) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(mp4.toFile(), "r")) {
            List<Box> boxes = boxes(file, 0, file.length());
            if (boxes.isEmpty() || !boxes.getFirst().type().equals("ftyp")
                    || boxes.stream().noneMatch(box -> box.type().equals("mdat") && box.end() > box.body())) {
                throw new PictureException(NO_FILM);
            }
            for (Box movie : boxes) {
                if (movie.type().equals("moov") && hasPictures(file, movie)) {
                    return;
                }
            }
            throw new PictureException("The film has no pictures.");
        } catch (EOFException e) {
            throw new PictureException("The film ends too early.", e);
        }
    }

    private static boolean hasPictures(RandomAccessFile file, Box movie) throws IOException {
        for (Box track : boxes(file, movie.body(), movie.end())) {
            if (track.type().equals("trak") && checkTrack(file, track)) {
                return true;
            }
        }
        return false;
    }

    /** False for a track of something else, such as sound. */
    private static boolean checkTrack(RandomAccessFile file, Box track) throws IOException {
        boolean pictures = false;
        long width = 0;
        long height = 0;
        for (Box box : boxes(file, track.body(), track.end())) {
            if (box.type().equals("mdia")) {
                pictures = isOfPictures(file, box);
            } else if (box.type().equals("tkhd")) {
                file.seek(box.body());
                file.seek(box.body() + (file.read() == 1 ? LONG_SIZE_AT : SIZE_AT));
                // Fixed point, 16 bits before it and 16 behind.
                width = Integer.toUnsignedLong(file.readInt()) >> 16;
                height = Integer.toUnsignedLong(file.readInt()) >> 16;
            }
        }
        if (pictures && (width * height > PictureDecoder.MOST_PIXELS
                || Math.min(width, height) < PictureDecoder.SHORTEST_SIDE)) {
            throw new PictureException("The film is too large or too small: " + width + " x " + height + " pixels.");
        }
        return pictures;
    }

    private static boolean isOfPictures(RandomAccessFile file, Box media) throws IOException {
        for (Box box : boxes(file, media.body(), media.end())) {
            if (box.type().equals("hdlr")) {
                file.seek(box.body() + 8);
                return name(file).equals("vide");
            }
        }
        return false;
    }

    private static List<Box> boxes(RandomAccessFile file, long from, long end) throws IOException {
        List<Box> boxes = new ArrayList<>();
        long at = from;
        while (at < end) {
            file.seek(at);
            long size = Integer.toUnsignedLong(file.readInt());
            String type = name(file);
            if (size == 1) {
                size = file.readLong();
            } else if (size == 0) {
                size = end - at;
            }
            long body = file.getFilePointer();
            if (size < body - at || size > end - at) {
                throw new EOFException(type);
            }
            if (boxes.size() == MOST_BOXES) {
                throw new PictureException(NO_FILM);
            }
            boxes.add(new Box(type, body, at + size));
            at += size;
        }
        return boxes;
    }

    private static String name(RandomAccessFile file) throws IOException {
        byte[] name = new byte[4];
        file.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
