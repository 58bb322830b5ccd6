package dev.likeness.web.body;

/** How large a file may become, as soon as its beginning tells what it can be: a bean that {@link FileField} names. */
public interface FileBound {

    /** Bytes that it is asked with; shorter files are not worth it. */
    int HEAD = 16_384;

    /** At most so many bytes for a file of this beginning. */
    long most(byte[] head);
}
