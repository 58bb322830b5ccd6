package dev.likeness.avatar.mouth;

import dev.likeness.avatar.picture.Ease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which shapes an atlas holds: six that no opening can stand for, and a ladder of openings in four widths. A player shows
 * the nearest cell; mixing cells would show double lips.
 */
final class AtlasPlan {

    private static final double[] SPREAD = {.03, .06, .09, .12, .15, .18, .22, .26, .30};
    private static final double[] HALF = {.06, .09, .12, .15, .18, .22, .26};
    private static final double[] ROUND = {.03, .06, .09, .12, .15, .18, .22, .26};
    private static final double[] PURSED = {.03, .06, .09, .12, .15};

    /** A cell to be rendered; {@code rest} shows the mouth while nothing is said. */
    record Planned(String name, MouthShape shape, boolean rest) {
    }

    private AtlasPlan() {
    }

    /** @param restingGap how far the mouth is open while nothing is said, units */
    static List<Planned> cells(double restingGap) {
        List<Planned> cells = new ArrayList<>();
        MouthShape rest = Viseme.SIL.shape;
        cells.add(new Planned("rest", rest.opened(restingGap, rest.width(), rest.roundness()), true));
        for (Viseme special : List.of(Viseme.PP, Viseme.FF, Viseme.TH, Viseme.SS, Viseme.CH)) {
            cells.add(new Planned(special.label, special.shape, false));
        }
        for (double gap : SPREAD) {
            cells.add(step("spread", gap, spread(gap)));
        }
        for (double gap : HALF) {
            cells.add(step("half", gap, Viseme.E.shape.towards(Viseme.OH.shape, .5)));
        }
        for (double gap : ROUND) {
            cells.add(step("round", gap, Viseme.OH.shape));
        }
        for (double gap : PURSED) {
            cells.add(step("pursed", gap, Viseme.OU.shape));
        }
        return cells;
    }

    /** The unrounded vowels in the order of their openings: ih, E, aa. */
    private static MouthShape spread(double gap) {
        MouthShape narrow = Viseme.IH.shape;
        MouthShape middle = Viseme.E.shape;
        MouthShape wide = Viseme.AA.shape;
        if (gap < middle.gap()) {
            return narrow.towards(middle, Ease.clamp((gap - narrow.gap()) / (middle.gap() - narrow.gap()), 0, 1));
        }
        return middle.towards(wide, Ease.clamp((gap - middle.gap()) / (wide.gap() - middle.gap()), 0, 1));
    }

    private static Planned step(String width, double gap, MouthShape shape) {
        return new Planned(String.format(Locale.ROOT, "%s-%02d", width, Math.round(gap * 100)),
                shape.opened(gap, shape.width(), shape.roundness()), false);
    }
}
