package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.Viseme;

/**
 * How a sound is shown and how strongly it pulls its neighbours: lips that must close win over everything, a round vowel
 * rounds what is around it, and an n is whatever its neighbours leave of it.
 *
 * @param viseme its shape
 * @param scale of the viseme's opening: an open o is wider than a closed one
 */
record Articulation(Viseme viseme, double scale) {

    Articulation(Viseme viseme) {
        this(viseme, 1);
    }

    MouthShape shape() {
        MouthShape shape = viseme.shape;
        return scale == 1 ? shape : shape.opened(shape.gap() * scale, shape.width(), shape.roundness());
    }

    /** Lips touch each other or the teeth; no neighbour may prevent it. */
    boolean closes() {
        return viseme == Viseme.PP || viseme == Viseme.FF;
    }

    /** Weight of the opening and of all that goes with it. */
    double opening() {
        return switch (viseme) {
            case PP -> 5;
            case FF -> 3;
            case TH, OU -> 1.2;
            case DD -> .55;
            case KK -> .45;
            case CH, AA, E, OH -> 1;
            case SS -> .8;
            case NN -> .5;
            case RR -> .6;
            case IH, SIL -> .9;
        };
    }

    /** Weight of width, fullness and outline. */
    double rounding() {
        return switch (viseme) {
            case PP -> .35;
            case FF, SIL -> .5;
            case TH -> .3;
            case DD -> .2;
            case KK, NN -> .15;
            case CH -> 1.3;
            case SS -> .4;
            case RR -> .9;
            case AA -> .7;
            case E, IH -> .8;
            case OH -> 1.6;
            case OU -> 2.2;
        };
    }
}
