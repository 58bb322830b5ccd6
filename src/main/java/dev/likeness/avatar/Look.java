package dev.likeness.avatar;

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

    boolean old() {
        return age >= 55;
    }
}
