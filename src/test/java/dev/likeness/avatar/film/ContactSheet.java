package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.Eyes;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.picture.Natives;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** One picture on which a person judges an avatar: its mouth shapes, a blink and its sway. */
final class ContactSheet {

    private static final int WIDTH = 800;
    private static final int[] SWAY = {0, 40, 80, 120, 160};

    static {
        Natives.load();
    }

    private final Portrait portrait;

    private ContactSheet(Portrait portrait) {
        this.portrait = portrait;
    }

    /** The sheet as PNG: three rows of visemes, two of a blink, one of glances, one of the swaying head. */
    static byte[] of(Portrait portrait) {
        return new ContactSheet(portrait).png();
    }

    private byte[] png() {
        List<Mat> rows = new ArrayList<>();
        MouthRenderer mouths = new MouthRenderer(portrait);
        List<Mat> row = new ArrayList<>();
        for (Viseme viseme : Viseme.values()) {
            byte[] painted = mouths.pasted(mouths.render(viseme));
            row.add(part(painted, -1.1, .45, 1.1, 2.3, viseme.label));
            endRow(row, rows, 5);
        }
        double[] curve = BlinkSchedule.CURVE;
        for (int i = 0; i <= curve.length + 1; i++) {
            double closed = i == 0 || i > curve.length ? 0 : curve[i - 1];
            row.add(part(Eyes.painted(portrait, closed, 0, 0), -1.1, -.6, 1.1, .5, "frame " + i));
            endRow(row, rows, 5);
        }
        double[][] glances = {{0, 0}, {-.04, 0}, {.04, 0}, {.025, -.016}, {-.025, .012}};
        for (double[] to : glances) {
            row.add(part(Eyes.painted(portrait, 0, to[0], to[1]), -1.1, -.6, 1.1, .5, "glance"));
            endRow(row, rows, glances.length);
        }
        FrameRenderer frames = new FrameRenderer(portrait, new MotionSpec(1, 1));
        for (int index : SWAY) {
            row.add(part(Yuv.bgr(frames.frame(index), portrait.width(), portrait.height()), -2.2, -2.2, 2.2, 2.6,
                    "frame " + index));
        }
        endRow(row, rows, SWAY.length);
        Mat sheet = new Mat();
        Core.vconcat(rows, sheet);
        MatOfByte coded = new MatOfByte();
        Imgcodecs.imencode(".png", sheet, coded);
        byte[] png = coded.toArray();
        rows.forEach(Mat::release);
        sheet.release();
        coded.release();
        return png;
    }

    private static void endRow(List<Mat> row, List<Mat> rows, int length) {
        if (row.size() == length) {
            Mat joined = new Mat();
            Core.hconcat(row, joined);
            rows.add(joined);
            row.forEach(Mat::release);
            row.clear();
        }
    }

    private Mat part(byte[] bgr, double left, double top, double right, double bottom, String label) {
        FaceFrame frame = portrait.face().frame();
        int x = Math.clamp(Math.round(frame.originX() + left * frame.unit()), 0, portrait.width() - 2);
        int y = Math.clamp(Math.round(frame.originY() + top * frame.unit()), 0, portrait.height() - 2);
        int w = Math.clamp(Math.round((right - left) * frame.unit()), 2, portrait.width() - x);
        int h = Math.clamp(Math.round((bottom - top) * frame.unit()), 2, portrait.height() - y);
        Mat whole = new Mat(portrait.height(), portrait.width(), CvType.CV_8UC3);
        whole.put(0, 0, bgr);
        Mat crop = whole.submat(new Rect(x, y, w, h));
        Mat out = new Mat();
        double width = WIDTH / 5.0;
        Imgproc.resize(crop, out, new Size(width, Math.round(width * (bottom - top) / (right - left))), 0, 0,
                Imgproc.INTER_CUBIC);
        Point at = new Point(7, 20);
        Imgproc.putText(out, label, at, Imgproc.FONT_HERSHEY_SIMPLEX, .55, new Scalar(255, 255, 255), 3,
                Imgproc.LINE_AA);
        Imgproc.putText(out, label, at, Imgproc.FONT_HERSHEY_SIMPLEX, .55, new Scalar(0, 0, 0), 1, Imgproc.LINE_AA);
        whole.release();
        crop.release();
        return out;
    }
}
