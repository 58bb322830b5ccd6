package dev.likeness.video;

import dev.likeness.avatar.film.FilmOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of talking videos.
 *
 * @param label drawn small into a corner of every frame, so that whoever watches knows that it is synthetic; empty for
 *        none
 */
@ConfigurationProperties("likeness.video")
record VideoProperties(@DefaultValue("") String label) {

    VideoProperties {
        label = label.strip();
        order(null, label);
    }

    /** What a film of an agent shows beside it. */
    FilmOrder order(String title) {
        return order(title.isBlank() ? null : title, label);
    }

    private static FilmOrder order(@Nullable String title, String label) {
        return new FilmOrder(title, label.isEmpty() ? null : label);
    }
}
