package dev.likeness.avatar.film;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mp4.FilmFormat;
import dev.likeness.avatar.mp4.FilmSound;
import dev.likeness.avatar.mp4.FrameFlow;
import dev.likeness.avatar.picture.FilmLabel;
import dev.likeness.avatar.talk.TalkTrack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Renders films of a portrait that speaks. */
public final class TalkingFilms {

    private static final int QUANTIZER = 16;

    private final FrameFlow flow;

    public TalkingFilms() {
        this(new FrameFlow());
    }

    TalkingFilms(FrameFlow flow) {
        this.flow = flow;
    }

    /**
     * What was rendered.
     *
     * @param frames 25 a second, as many as the sound needs
     */
    public record Rendered(int frames) {

        public double seconds() {
            return (double) frames / TalkTrack.FPS;
        }
    }

    /**
     * Writes a film: H.264 and AAC of the portrait's size, as long as its sound. The same input gives the same bytes on the same
     * machine; memory does not grow with the length.
     *
     * @param track from the first sample on; where it ends too early, the face is at rest
     * @param sound samples at {@link FilmSound#RATE}, one channel of 16 bits, with the header of a WAV file or without
     * @param progress told after every frame, the last time before the file is put in its place; what it throws ends
     *        the rendering, and no file is left
     * @throws IOException when the sound cannot be read or is of another kind
     * @throws IllegalArgumentException when there is none, or the label does not fit into a frame
     */
    public Rendered render(Portrait portrait, MotionSpec spec, TalkTrack track, Path sound, FilmOrder order,
            Path target,
            Progress progress) throws IOException {
        FilmSound heard = FilmSound.of(sound);
        int frames = Math.toIntExact(Math.ceilDiv(heard.samples() * TalkTrack.FPS, FilmSound.RATE));
        if (frames == 0) {
            throw new IllegalArgumentException("there is no sound");
        }
        FilmFormat format = new FilmFormat(portrait.width(), portrait.height(), TalkTrack.FPS, frames, QUANTIZER, heard,
                DigitalSource.COMPOSITE_SYNTHETIC, order.title());
        FilmLabel label = order.label() == null
                ? null
                : new FilmLabel(order.label(), portrait.width(), portrait.height());
        MouthRenderer painter = new MouthRenderer(portrait);
        FrameRenderer renderer = new FrameRenderer(MouthRenderer.atRest(portrait), spec, painter);
        SpokenMouths mouths = new SpokenMouths(track.frames(), frames, painter.resting());
        flow.write(format, index -> {
            byte[] frame = frame(renderer, track.frames(), mouths.at(index), index);
            if (label != null) {
                label.draw(frame);
            }
            return frame;
        }, target, progress);
        return new Rendered(frames);
    }

    private static byte[] frame(FrameRenderer renderer, List<TalkTrack.Frame> track, SpokenMouths.Moment mouth,
            int index) {
        TalkTrack.Frame told = index < track.size() ? track.get(index) : new TalkTrack.Frame(null, 0, 0, 0);
        HeadMotion.Pose pose = renderer.motion.speaking(index, told.nod(), told.brow());
        return renderer.frame(pose, renderer.motion.gaze(index, pose), told.lids(), mouth);
    }
}
