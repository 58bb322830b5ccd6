package dev.likeness.avatar.mouth;

/** The fifteen mouth shapes of speech. Named as the contract's timelines name them. */
public enum Viseme {

    SIL("sil", MouthShape.NEUTRAL),
    PP("PP", MouthShape.NEUTRAL.opened(0, .97, .75).lips(.92, .86, 0).lined(.35)),
    FF(
            "FF", MouthShape.NEUTRAL.opened(.055, 1, .75).share(.75).lips(1, .62, 0).placed(-.018, 1)),
    TH("TH",
            MouthShape.NEUTRAL.opened(.125, 1, .72).inside(1, 0, .75, 1)),
    DD("DD",
            MouthShape.NEUTRAL.opened(.095, 1, .75).inside(1, 0, .8, 0)),
    KK("kk",
            MouthShape.NEUTRAL.opened(.12, 1, .75).inside(1, 0, .55, 0)),
    CH("CH",
            MouthShape.NEUTRAL.opened(.095, .80, .75).lips(1, 1,
                    .022).inside(1, .045, .35, 0)),
    SS("SS", MouthShape.NEUTRAL
            .opened(.075, 1.03, .75).share(.35)
            .inside(1, .035, .35, 0)),
    NN(
            "nn",
            MouthShape.NEUTRAL.opened(.08, 1, .75).inside(1, 0,
                    .8, 0)),
    RR(
            "RR",
            MouthShape.NEUTRAL
                    .opened(.10, .84, .62)
                    .lips(1, 1, .018)
                    .placed(0, .8)),
    AA(
            "aa",
            MouthShape.NEUTRAL
                    .opened(.30,
                            .95,
                            .62)
                    .share(.16)
                    .lips(.92,
                            .92,
                            0)),
    E("E",
            MouthShape.NEUTRAL
                    .opened(.18,
                            1.02,
                            .68)),
    IH(
            "ih",
            MouthShape.NEUTRAL
                    .opened(.125,
                            1.02,
                            .72)
                    .share(.25)),
    OH(
            "oh",
            MouthShape.NEUTRAL
                    .opened(.21,
                            .76,
                            .52)
                    .share(.35)
                    .lips(1, 1,
                            .025)
                    .placed(0,
                            .45)),
    // The opening is small and in the middle; beside it pursed lips touch.
    OU("ou", MouthShape.NEUTRAL.opened(.115, .66, 1.5).share(.45).lips(1.05, 1, .045).placed(0, .3)
            .inside(0, 0, .35, 0).lined(.30));

    public final String label;
    public final MouthShape shape;

    Viseme(String label, MouthShape shape) {
        this.label = label;
        this.shape = shape;
    }
}
