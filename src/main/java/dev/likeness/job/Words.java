package dev.likeness.job;

import java.time.Duration;

/** Times as people say them. */
final class Words {

    private Words() {
    }

    /** Rounded up: {@code a few seconds}, {@code a minute}, {@code 7 minutes}, {@code 2 hours}. */
    static String about(Duration time) {
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
