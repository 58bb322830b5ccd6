package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The colours of a portrait that its inner mouth is painted with, blue, green, red each. */
final class MouthColours {

    private static final int[] LIP = {17, 84, 314, 16, 15, 85, 315};
    private static final int[] CHEEKS = {50, 280, 205, 425};
    private static final int[][] EYES = {
            {33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246},
            {263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466}};
    private static final int[] IRISES = {FaceMesh.LEFT_IRIS, FaceMesh.RIGHT_IRIS};
    private static final float[] CAVITY = {26, 20, 52};
    private static final float[] TOOTH = {198, 221, 233};
    /** Teeth are less coloured than lips and not much darker than the skin. */
    private static final double PALE = .62;
    private static final double LIT = .55;
    private static final double SEEN = .30;
    /** A gap of less is the line between lips. */
    private static final double PARTED = .05;
    /** A gap of more has an inside of its own, teeth or none. */
    private static final double OPEN = .16;

    final float[] lip;
    final float[] cavity;
    final float[] tooth;
    /** How bright the picture is, 1 for a face in good light. */
    final double light;
    /** Whether what shows between the lips is kept, and nothing drawn in its place. */
    final boolean ownInside;

    MouthColours(Raster source, Landmarks face, FaceChart chart, LipLines lips) {
        FaceMesh mesh = face.mesh();
        if (mesh == null) {
            lip = CAVITY;
            cavity = CAVITY;
            tooth = CAVITY;
            light = 1;
            ownInside = true;
            return;
        }
        double unit = chart.unit;
        lip = median(source, mesh, LIP, unit);
        float[] skin = median(source, mesh, CHEEKS, unit);
        light = Math.min(1.08, Math.max(skin[0], Math.max(skin[1], skin[2])) / 225);
        tooth = tooth(source, mesh, Math.max(.45 + .55 * light, .72));
        cavity = face.kind() == FaceKind.ANIMAL ? dark(source, chart, lips) : scaled(CAVITY, light);
        ownInside = face.kind() == FaceKind.ANIMAL || lips.gap > OPEN
                || lips.gap > PARTED && teeth(source, chart, lips, skin) > SEEN;
    }

    private static float[] median(Raster source, FaceMesh mesh, int[] points, double unit) {
        List<float[]> seen = new ArrayList<>();
        for (int point : points) {
            for (int i = 0; i < 9; i++) {
                float[] pixel = new float[3];
                source.cubic(mesh.x(point) + (i % 3 - 1) * .012 * unit, mesh.y(point) + (i / 3 - 1) * .012 * unit,
                        pixel);
                seen.add(pixel);
            }
        }
        return quantile(seen, .5);
    }

    private static float[] quantile(List<float[]> pixels, double share) {
        float[] out = new float[3];
        for (int c = 0; c < 3; c++) {
            int channel = c;
            double[] sorted = pixels.stream().mapToDouble(p -> p[channel]).sorted().toArray();
            out[c] = (float) sorted[(int) (share * (sorted.length - 1))];
        }
        return out;
    }

    private static double luminance(float[] pixel) {
        return .11 * pixel[0] + .59 * pixel[1] + .30 * pixel[2];
    }

    private static float[] scaled(float[] colour, double by) {
        return new float[]{(float) (colour[0] * by), (float) (colour[1] * by), (float) (colour[2] * by)};
    }

    /** Half the teeth of any face in this light, half the whites of these eyes: paintings have them in their own key. */
    private static float[] tooth(Raster source, FaceMesh mesh, double toothLight) {
        float[] usual = scaled(TOOTH, 1.06 * toothLight);
        List<float[]> whites = new ArrayList<>();
        for (int eye = 0; eye < 2; eye++) {
            List<float[]> seen = aroundIris(source, mesh, EYES[eye], IRISES[eye]);
            seen.sort(Comparator.comparingDouble(MouthColours::luminance));
            whites.addAll(seen.subList((int) (.70 * seen.size()), (int) Math.ceil(.92 * seen.size())));
        }
        if (whites.size() < 8) {
            return usual;
        }
        float[] white = quantile(whites, .5);
        float[] out = new float[3];
        for (int c = 0; c < 3; c++) {
            out[c] = (float) (.5 * usual[c] + .5 * Math.min(1.12 * white[c], 1.05 * usual[c]));
        }
        return out;
    }

    /** The pixels between the lids that are no iris. */
    private static List<float[]> aroundIris(Raster source, FaceMesh mesh, int[] ring, int iris) {
        double left = Arrays.stream(ring).mapToDouble(mesh::x).min().orElseThrow();
        double right = Arrays.stream(ring).mapToDouble(mesh::x).max().orElseThrow();
        double top = Arrays.stream(ring).mapToDouble(mesh::y).min().orElseThrow();
        double bottom = Arrays.stream(ring).mapToDouble(mesh::y).max().orElseThrow();
        double radius = 0;
        for (int i = 1; i <= 4; i++) {
            radius += Math.hypot(mesh.x(iris + i) - mesh.x(iris), mesh.y(iris + i) - mesh.y(iris)) / 4;
        }
        List<float[]> seen = new ArrayList<>();
        for (int i = 0; i < 24 * 24; i++) {
            double x = Ease.mix(left, right, (i % 24 + .5) / 24);
            double y = Ease.mix(top, bottom, (i / 24 + .5) / 24);
            if (Math.hypot(x - mesh.x(iris), y - mesh.y(iris)) > 1.2 * radius && within(mesh, ring, x, y)) {
                float[] pixel = new float[3];
                source.cubic(x, y, pixel);
                seen.add(pixel);
            }
        }
        return seen;
    }

    private static boolean within(FaceMesh mesh, int[] ring, double x, double y) {
        boolean inside = false;
        for (int i = 0, j = ring.length - 1; i < ring.length; j = i++) {
            double yi = mesh.y(ring[i]);
            double yj = mesh.y(ring[j]);
            if (yi > y != yj > y
                    && x < (mesh.x(ring[j]) - mesh.x(ring[i])) * (y - yi) / (yj - yi) + mesh.x(ring[i])) {
                inside = !inside;
            }
        }
        return inside;
    }

    /** The darkest third of what lies between the edges of the lower lip: an animal's mouth is no redder. */
    private static float[] dark(Raster source, FaceChart chart, LipLines lips) {
        List<float[]> seen = between(source, chart, lips, true);
        seen.sort(Comparator.comparingDouble(MouthColours::luminance));
        return quantile(seen.subList(0, Math.max(1, (int) (.35 * seen.size()))), .5);
    }

    /** Pixels of the gap, or of the lower lip under it. */
    private static List<float[]> between(Raster source, FaceChart chart, LipLines lips, boolean lowerLip) {
        List<float[]> seen = new ArrayList<>();
        for (int i = 0; i < 24 * 8; i++) {
            double s = -.75 + 1.5 * (i % 24) / 23;
            double x = lips.middle + s * (s < 0 ? lips.halfLeft : lips.halfRight);
            double top = ChartGrid.at(lowerLip ? lips.innerLower : lips.innerUpper, x);
            double bottom = ChartGrid.at(lowerLip ? lips.outerLower : lips.innerLower, x);
            double y = Ease.mix(top, bottom, (i / 24 + .5) / 8);
            float[] pixel = new float[3];
            source.cubic(chart.pictureX(x, y), chart.pictureY(x, y), pixel);
            seen.add(pixel);
        }
        return seen;
    }

    /** Share of the gap that looks like teeth. */
    private double teeth(Raster source, FaceChart chart, LipLines lips, float[] skin) {
        double red = redness(lip);
        List<float[]> seen = between(source, chart, lips, false);
        return seen.stream().filter(p -> luminance(p) > LIT * luminance(skin)
                && redness(p) < Math.max(.06, PALE * red)).count() / (double) seen.size();
    }

    private static double redness(float[] pixel) {
        return (pixel[2] - .5 * (pixel[0] + pixel[1])) / Math.max(30, luminance(pixel));
    }
}
