package dev.likeness.avatar.film;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.gesture.Gesture;
import dev.likeness.avatar.gesture.GestureTrack;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.MouthTile;
import dev.likeness.avatar.mp4.FilmFormat;
import dev.likeness.avatar.mp4.FrameFlow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Films of one portrait's gestures, for a player that shows one between two turns of its identity loop: each begins and ends
 * with the loop's first frame, moving as the loop moves there, so that neither the cut into it nor the one back is seen.
 */
public final class GestureFilms {

    /** As fine as the loop, or a cut would show. */
    private static final int FINE = IdentityVideos.FINE;

    private final Portrait portrait;
    private final long seed;
    private final FrameRenderer renderer;
    private final MouthShape resting;
    private final MouthTile tile;
    private final FrameFlow flow = new FrameFlow();

    /** @param spec that the loop was made with */
    public GestureFilms(Portrait portrait, MotionSpec spec) {
        this.portrait = portrait;
        this.seed = spec.seed();
        MouthRenderer painter = new MouthRenderer(portrait);
        this.renderer = new FrameRenderer(MouthRenderer.atRest(portrait), spec, painter);
        this.resting = painter.resting();
        this.tile = MouthRenderer.forAtlas(portrait).tile;
    }

    /**
     * Writes a film: H.264, 25 frames a second, the last equal to the first. The same portrait, spec and length give the same
     * bytes on the same machine.
     *
     * @param frames how many, one second of them at least
     * @param progress told after every frame, the last time before the file is put in its place; what it throws ends
     *        the rendering, and no file is left
     * @return for each frame, where a mouth tile belongs on it; see {@link IdentityVideo#affines}
     */
    public List<double[]> render(Gesture gesture, int frames, Path target, Progress progress) {
        Scene scene = new Scene(gesture, frames);
        FilmFormat format = new FilmFormat(portrait.width(), portrait.height(), GestureTrack.FPS, frames, FINE, null,
                DigitalSource.ofMoving(portrait), null);
        flow.write(format, scene::frame, target, progress);
        List<double[]> affines = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) {
            affines.add(TileAffine.of(tile, portrait.face(), renderer.motion, scene.pose(i)));
        }
        return List.copyOf(affines);
    }

    /** One gesture, frame by frame. */
    final class Scene {

        private final List<GestureTrack.Frame> track;
        /** Whether the portrait's own mouth is open as wide as the gesture's ever is: then that is the smile. */
        private final boolean ownMouth;

        Scene(Gesture gesture, int frames) {
            this.track = GestureTrack.of(gesture, frames, seed).frames();
            this.ownMouth = track.stream().allMatch(told -> told.mouth().gap() <= resting.gap());
        }

        HeadMotion.Pose pose(int index) {
            return renderer.motion.between(index, track.size() - 1, track.get(index));
        }

        byte[] frame(int index) {
            GestureTrack.Frame told = track.get(index);
            HeadMotion.Pose pose = pose(index);
            return renderer.frame(pose, renderer.motion.gaze(0, pose), told.lids(), ownMouth
                    ? SpokenMouths.Moment.REST
                    : SpokenMouths.Moment.between(resting, opened(told.mouth()), told.parted()));
        }

        /** Nobody who smiles with open lips closes them for a laugh. */
        private MouthShape opened(MouthShape mouth) {
            return mouth.opened(Math.max(mouth.gap(), resting.gap()), mouth.width(), mouth.roundness());
        }
    }
}
