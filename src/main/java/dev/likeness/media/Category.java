package dev.likeness.media;

/** The kinds of files. */
public enum Category {
    IMAGE, VIDEO, AUDIO, DOCUMENT
}
