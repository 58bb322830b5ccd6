package dev.likeness.avatar.mp4;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.picture.XmpPacket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a film has beside its frames.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param fps frames a second
 * @param frames how many
 * @param quantizer the finest one, 0 to 51
 * @param sound begins with the first frame; null for none
 * @param source how its pictures came to be
 * @param title shown by players; null for none
 */
public record FilmFormat(int width, int height, int fps, int frames, int quantizer, @Nullable FilmSound sound,
        DigitalSource source, @Nullable String title) {

    /** Of AAC: its first packet is heard before the film begins, and at this rate lasts less than a frame. */
    private static final String SOUND_RATE = "48000";

    /** Of ffmpeg, which reads raw frames from its input and writes to {@code file}. */
    List<String> arguments(String file, int finest) {
        List<String> command = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", width + "x" + height, "-r", "" + fps,
                "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-i",
                "pipe:0"));
        if (sound != null) {
            command.addAll(sound.input());
            command.addAll(List.of("-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "128k", "-ar", SOUND_RATE,
                    "-flags:a", "+bitexact"));
        }
        // Quality held by the quantizer; one slice and one thread, so that the same frames give the same bytes.
        command.addAll(List.of("-c:v", "libopenh264", "-profile:v", "high", "-rc_mode", "quality", "-b:v", "12M",
                "-qmin", "" + finest, "-qmax", "" + (finest + 5), "-g", "250", "-slices", "1", "-threads", "1"));
        command.addAll(List.of("-map_metadata", "-1", "-metadata", "comment=" + XmpPacket.NOTICE));
        if (title != null) {
            command.addAll(List.of("-metadata", "title=" + title));
        }
        command.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4",
                "file:" + file));
        return command;
    }
}
