package dev.likeness.avatar.portrait;

/** What a picture shows. */
public enum PictureSubject {

    /** A photographed human face with eyes. */
    HUMAN,
    /** A face in the flat colours and hard lines of a drawing, or a drawing without one. */
    DRAWING,
    /** The face of a cat. */
    ANIMAL,
    /** A photograph without a face. */
    NOBODY
}
