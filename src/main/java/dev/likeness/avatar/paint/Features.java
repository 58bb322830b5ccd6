package dev.likeness.avatar.paint;

import dev.likeness.avatar.Eye;
import dev.likeness.avatar.Mouth;

/** Eyes and mouth as they are drawn. */
record Features(Eye left, Eye right, Mouth mouth) {

    static Features of(Look look) {
        double open = look.female() ? 1.08 : look.old() ? .88 : .95;
        return new Features(new Eye(-.5, .01, .235, .03, .095 * open, .055 * open, .05, -.5, 0),
                new Eye(.5, .01, .235, -.03, .095 * open, .055 * open, -.05, .5, 0),
                look.female()
                        ? new Mouth(0, 1.02, .40, 0, .03, .09, .14, 0, false)
                        : new Mouth(0, 1.03, .42, 0, .02, .07, .115, 0, false));
    }
}
