package dev.likeness.avatar.face;

/** How much one picture may cost: looks of the mesh, of which the animal net's cost several each. */
final class Looks {

    /** After so many no further face is begun: two are looked at to the end, or eight that soon show to be none. */
    private static final int ENOUGH = 18;
    /** How many faces are looked at of each sort, and in all. */
    static final int EACH = 4;
    private static final int FACES = 8;

    static final int FITTED = 4;
    static final int CHECKED = 4;
    static final int ANIMAL = 5;
    /** More than this is never spent. */
    static final int MOST = ENOUGH + FITTED + CHECKED + 2 * ANIMAL;

    private int spent;
    private int faces;

    boolean anotherFace() {
        return spent <= ENOUGH && faces++ < FACES;
    }

    void spend(int looks) {
        spent += looks;
    }

    int spent() {
        return spent;
    }
}
