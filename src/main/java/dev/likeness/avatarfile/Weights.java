package dev.likeness.avatarfile;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import java.util.Objects;

/**
 * What the engine knows of this face ({@code identity/weights.json}).
 *
 * @param kind what these numbers are, in words
 * @param origin where the portrait came from: {@code photo} or {@code drawn}
 * @param landmarks in pixels of the portrait
 */
@JsonPropertyOrder({"kind", "origin", "landmarks", "motion"})
public record Weights(String kind, String origin, Landmarks landmarks, Motion motion) {

    private static final String KIND = "fitted landmarks and warp parameters of this face; not a neural network";

    public Weights {
        Objects.requireNonNull(landmarks, "landmarks");
    }

    /** @param strength of the head's motion before the face's own kind damps it */
    public record Motion(double strength) {
    }

    public static Weights of(Portrait portrait, double strength) {
        return new Weights(KIND, portrait.origin(), portrait.face(), new Motion(strength));
    }
}
