package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/** What a player makes of a tile. */
public final class PastedTile {

    private PastedTile() {
    }

    /** The portrait with one tile painted on. */
    public static byte[] on(Portrait portrait, MouthTile place, byte[] tile) {
        byte[] out = portrait.bgr().clone();
        Raster source = new Raster(tile, place.width, place.height);
        FaceFrame frame = place.frame;
        double cos = Math.cos(frame.roll()) / frame.unit();
        double sin = Math.sin(frame.roll()) / frame.unit();
        float[] pixel = new float[3];
        for (int py = 0; py < portrait.height(); py++) {
            for (int px = 0; px < portrait.width(); px++) {
                double dx = px - frame.originX();
                double dy = py - frame.originY();
                double x = dx * cos + dy * sin;
                double y = dy * cos - dx * sin;
                double a = MouthTile.alpha(x, y);
                if (a > 0) {
                    source.cubic(place.column(x), place.row(y), pixel);
                    int p = (py * portrait.width() + px) * 3;
                    for (int c = 0; c < 3; c++) {
                        out[p + c] = Raster.toByte(Ease.mix(out[p + c] & 255, pixel[c], a));
                    }
                }
            }
        }
        return out;
    }
}
