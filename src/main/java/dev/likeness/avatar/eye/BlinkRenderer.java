package dev.likeness.avatar.eye;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Raster;
import java.util.List;
import java.util.stream.Stream;

/** Closes and turns the eyes of a portrait, those of them that are open. Threads may share it. */
public final class BlinkRenderer {

    private final Portrait portrait;
    private final List<Lid> lids;

    public BlinkRenderer(Portrait portrait) {
        this.portrait = portrait;
        FaceMesh mesh = portrait.face().mesh();
        this.lids = mesh == null || !portrait.face().blinks() ? List.of() : lids(mesh, new Raster(portrait));
    }

    private static List<Lid> lids(FaceMesh mesh, Raster source) {
        FacePose pose = FacePose.of(mesh);
        return Stream.of(LidLines.left(mesh, pose), LidLines.right(mesh, pose)).filter(LidLines::open)
                .map(lines -> new Lid(lines, pose, source)).toList();
    }

    /**
     * Paints the eyes over a picture that is the portrait everywhere outside {@link #boxes}.
     *
     * @param share how far the lids are closed, 0 to 1
     * @param gazeX units to the right along the face's own axis; both irises stop where one of them would leave its lids
     * @param gazeY units down
     */
    public void paint(double share, double gazeX, double gazeY, byte[] out) {
        for (Lid lid : lids) {
            PixelBox box = lid.box;
            for (int y = box.top(); y < box.bottom(); y++) {
                int from = (y * portrait.width() + box.left()) * 3;
                System.arraycopy(portrait.bgr(), from, out, from, (box.right() - box.left()) * 3);
            }
        }
        double free = lids.stream().mapToDouble(lid -> lid.free(gazeX)).min().orElse(0);
        for (Lid lid : lids) {
            lid.paint(share, free * gazeX, gazeY, out);
        }
    }

    /** All that painting may change. */
    public List<PixelBox> boxes() {
        return lids.stream().map(lid -> lid.box).toList();
    }
}
