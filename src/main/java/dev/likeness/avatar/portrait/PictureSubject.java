package dev.likeness.avatar.portrait;

/** What a picture shows. */
public enum PictureSubject {

    /** A human face that nothing tells from a photographed one. */
    HUMAN,
    /** A face in the flat colours and hard lines of a drawing, or a drawing without one. */
    DRAWING,
    /** An animal, whether its face was found or not. */
    ANIMAL,
    /** A picture without a face that is neither. */
    NOBODY
}
