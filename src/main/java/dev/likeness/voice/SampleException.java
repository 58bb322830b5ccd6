package dev.likeness.voice;

/** A sample no voice can be heard in; the message says why in words fit for the person who sent it. */
public final class SampleException extends RuntimeException {

    SampleException(String message) {
        super(message);
    }
}
