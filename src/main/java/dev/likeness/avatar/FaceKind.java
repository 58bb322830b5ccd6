package dev.likeness.avatar;

import com.fasterxml.jackson.annotation.JsonAlias;

/** What the face of a portrait is worth, and so how boldly it may be moved. */
public enum FaceKind {

    /** A human face, drawn ones too, of which mesh and picture agree. */
    FITTED("fitted", 1, 1, true),
    /** A human face of which they agree in part: everything moves less. */
    UNSURE("unsure", .7, .6, true),
    /** A human face of which they do not: a hand or a mask may lie on its mouth, so only the jaw moves. */
    MOUTH_HIDDEN("mouth_hidden", .7, 0, true),
    /** A human face with its mouth so wide open that it cannot be closed: only the jaw goes up and down. */
    WIDE_OPEN("wide_open", .7, 0, true),
    /** An animal's face: its mouth opens gently, and nothing is drawn into it. */
    @JsonAlias("CAT")
    ANIMAL("animal_face", .6, .4, false),
    /** No face was found: the picture sways as one thing, and its mouth, if there is one, stays still. */
    NONE("no_face", .45, 0, false);

    private final String slug;
    private final double motion;
    private final double opening;
    private final boolean blinks;

    FaceKind(String slug, double motion, double opening, boolean blinks) {
        this.slug = slug;
        this.motion = motion;
        this.opening = opening;
        this.blinks = blinks;
    }

    /** The name the manifest uses. */
    public String slug() {
        return slug;
    }

    /** Whether it is a human face. */
    public boolean human() {
        return this != ANIMAL && this != NONE;
    }

    /** Whether there are doubts of where its mouth is. */
    public boolean doubtful() {
        return this == UNSURE || this == MOUTH_HIDDEN;
    }

    /** Factor of the head's motion. */
    public double motion() {
        return motion;
    }

    /** Factor of the mouth's opening; 0 leaves the lips as they are, and only the jaw of a face moves. */
    public double opening() {
        return opening;
    }

    /** Whether the eyes close. */
    public boolean blinks() {
        return blinks;
    }
}
