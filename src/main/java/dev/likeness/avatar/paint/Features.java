package dev.likeness.avatar.paint;

/** Eyes and mouth as they are drawn. */
record Features(Eye left, Eye right, Mouth mouth) {

    static Features of(Look look) {
        double open = look.female() ? 1.08 : look.old() ? .88 : .95;
        return new Features(new Eye(-.5, .01, .235, .03, .095 * open, .055 * open, .05, -.5, 0),
                new Eye(.5, .01, .235, -.03, .095 * open, .055 * open, -.05, .5, 0),
                look.female()
                        ? new Mouth(1.02, .40, .03, .09, .14)
                        : new Mouth(1.03, .42, .02, .07, .115));
    }
}
