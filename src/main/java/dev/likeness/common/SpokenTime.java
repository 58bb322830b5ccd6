package dev.likeness.common;

import java.time.Duration;

/** Times as people say them. */
public final class SpokenTime {

    private SpokenTime() {
    }

    /** Rounded up: {@code a few seconds}, {@code a minute}, {@code 7 minutes}, {@code 2 hours}. */
    public static String about(Duration time) {
        if (time.toSeconds() <= 20) {
            return "a few seconds";
        }
        long minutes = (time.toSeconds() + 59) / 60;
        if (minutes < 120) {
            return minutes == 1 ? "a minute" : minutes + " minutes";
        }
        return (minutes + 59) / 60 + " hours";
    }
}
