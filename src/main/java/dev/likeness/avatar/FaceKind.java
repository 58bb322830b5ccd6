package dev.likeness.avatar;

/** What the landmarks of a portrait are worth, and so how boldly it may be moved. */
public enum FaceKind {

    /** A human face whose mouth several fits agree on, or a drawn one that is known. */
    FITTED("fitted", 1, 1, 0, true),
    /** A human face, but the fits of its mouth do not agree: everything moves less. */
    UNSURE("unsure", .7, .6, 0, true),
    /** A cat's face by its cascade and proportions: the jaw bobs, nothing is opened. */
    CAT("cat_face", .6, 0, .5, false),
    /** No face was found: the picture sways as one thing, and its mouth, if there is one, stays still. */
    NONE("no_face", .45, 0, 0, false);

    private final String slug;
    private final double motion;
    private final double opening;
    private final double bob;
    private final boolean blinks;

    FaceKind(String slug, double motion, double opening, double bob, boolean blinks) {
        this.slug = slug;
        this.motion = motion;
        this.opening = opening;
        this.bob = bob;
        this.blinks = blinks;
    }

    /** The name the manifest uses. */
    public String slug() {
        return slug;
    }

    /** Whether it is a human face. */
    public boolean human() {
        return this == FITTED || this == UNSURE;
    }

    /** Factor of the head's motion. */
    public double motion() {
        return motion;
    }

    /** Factor of the mouth's opening; 0 leaves the lips closed. */
    public double opening() {
        return opening;
    }

    /** Share of the jaw's way that the chin goes though the lips stay closed. */
    public double bob() {
        return bob;
    }

    /** Whether the eyes close. */
    public boolean blinks() {
        return blinks;
    }
}
