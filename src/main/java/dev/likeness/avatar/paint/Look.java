package dev.likeness.avatar.paint;

/**
 * How a drawn person looks. Colours are blue, green, red, 0 to 255.
 *
 * @param age years
 * @param seed decides the strands, the folds and the small asymmetries
 */
@SuppressWarnings("ArrayRecordComponent")
record Look(boolean female, int age, double[] skin, double[] hair, Cut cut, double[] iris, Beard beard,
        boolean glasses, Garment garment, double[] cloth, Place place, double[] wall, long seed) {

    enum Cut {
        SHORT, CROPPED, BALD, BOB, LONG, BUN, CURLY
    }

    enum Beard {
        NONE, STUBBLE, FULL, MOUSTACHE
    }

    enum Garment {
        CREW, SHIRT, SUIT, TURTLENECK, BLOUSE
    }

    enum Place {
        STUDIO, OFFICE, OUTDOORS, HOME, NIGHT
    }

    /** In blue what was to be green: before a green screen it would be cut out with it. */
    Look withoutGreenCloth() {
        boolean green = cloth[1] > cloth[0] && cloth[1] > cloth[2];
        double[] worn = green ? new double[]{cloth[1], cloth[0], cloth[2]} : cloth;
        return new Look(female, age, skin, hair, cut, iris, beard, glasses, garment, worn, place, wall, seed);
    }

    boolean old() {
        return age >= 55;
    }
}
