package dev.likeness.avatar.film;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.mp4.FilmFormat;
import dev.likeness.avatar.mp4.FrameFlow;
import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Renders identity videos: some seconds of a person who looks at you, breathes and blinks, without an end. */
public final class IdentityVideos {

    static final int FINE = 10;

    private final FrameFlow flow;

    public IdentityVideos() {
        this(new FrameFlow());
    }

    IdentityVideos(FrameFlow flow) {
        this.flow = flow;
    }

    /** Unpacks the encoder and runs it once, which else happens at first use. */
    public void load() throws IOException {
        Ffmpeg.check();
    }

    /**
     * Writes the video to a file: H.264, 25 frames a second, the last equal to the first. The same portrait and
     * spec give the same bytes on the same machine.
     *
     * @param progress told after every frame, the last time before the file is put in its place; what it throws ends
     *        the rendering, and no file is left
     */
    public IdentityVideo render(Portrait portrait, MotionSpec spec, Path target, Progress progress) {
        FilmFormat format = new FilmFormat(portrait.width(), portrait.height(), HeadMotion.FPS, spec.frames(), FINE,
                null, DigitalSource.ofMoving(portrait), null);
        FrameRenderer renderer = new FrameRenderer(MouthRenderer.atRest(portrait), spec);
        flow.write(format, renderer::frame, target, progress);
        return new IdentityVideo(spec.frames(), HeadMotion.FPS, affines(portrait, renderer.motion, spec.frames()));
    }

    private static List<double[]> affines(Portrait portrait, HeadMotion motion, int frames) {
        MouthTile tile = MouthRenderer.forAtlas(portrait).tile;
        List<double[]> affines = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            affines.add(TileAffine.of(tile, portrait.face(), motion, motion.pose(i)));
        }
        return List.copyOf(affines);
    }
}
