package dev.likeness.video;

import org.springframework.stereotype.Component;

/** How many videos are waited for, for tests in other packages. */
@Component
public class Waiting {

    private final VideoWaits waits;

    Waiting(VideoWaits waits) {
        this.waits = waits;
    }

    public int videos() {
        return waits.waiting();
    }
}
