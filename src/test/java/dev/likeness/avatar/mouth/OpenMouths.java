package dev.likeness.avatar.mouth;

import dev.likeness.avatar.Portrait;

/** Pictures of people who were taken while they spoke. */
public final class OpenMouths {

    private OpenMouths() {
    }

    /** The portrait's pixels with its mouth open by so many units. */
    public static byte[] of(Portrait portrait, double gap) {
        MouthRenderer renderer = new MouthRenderer(portrait);
        return renderer.pasted(renderer.render(Viseme.AA.shape.opened(gap, .95, .62)));
    }
}
