package dev.likeness.avatar.mp4;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.picture.PictureDecoder;
import dev.likeness.media.IsoMedia;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Whether a film can be one that an avatar is played with; nothing of it is decoded. */
public final class Films {

    private Films() {
    }

    /**
     * Whether the file is whole and has a track of pictures, of a size that pictures may have, too.
     *
     * @throws PictureException when it is not
     */
    public static void check(Path mp4) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(mp4.toFile(), "r")) {
            IsoMedia.Film film = IsoMedia.read(file);
            if (!film.named() || !film.data()) {
                throw new PictureException("The file is not an MP4 film.");
            }
            check(film.tracks().stream().filter(IsoMedia.Track::pictures).findFirst()
                    .orElseThrow(() -> new PictureException("The film has no pictures.")));
        } catch (EOFException e) {
            throw new PictureException("The film ends too early.", e);
        }
    }

    private static void check(IsoMedia.Track pictures) {
        long width = pictures.width();
        long height = pictures.height();
        if (width * height > PictureDecoder.MOST_PIXELS || Math.min(width, height) < PictureDecoder.SHORTEST_SIDE) {
            throw new PictureException("The film is too large or too small: " + width + " x " + height + " pixels.");
        }
    }
}
