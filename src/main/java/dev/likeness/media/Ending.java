package dev.likeness.media;

/** What a container tells of the end of its file. */
public enum Ending {
    /** The mark of the end is there, or nothing of what was announced is missing. */
    SEEN,
    /** Nothing is known to be missing but that mark, which sloppy programs leave out. */
    UNSEEN,
    /** Something goes on beyond the end of the file. */
    CUT
}
