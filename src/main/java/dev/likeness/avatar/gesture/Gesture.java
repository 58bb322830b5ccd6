package dev.likeness.avatar.gesture;

import dev.likeness.avatar.FaceKind;
import java.util.Arrays;
import java.util.List;

/**
 * The gestures that a warped portrait makes believable: those of head, brows and mouth. Nothing is painted that the portrait
 * does not show, so there are none of hands or of the body.
 */
public enum Gesture {

    /** Looks a little aside and back, breathes, blinks. */
    IDLE("idle_subtle", false),
    /** Bows the head twice, the second time less. */
    NOD("talk_head_nod_subtle", false),
    /** Greets without a hand: brows go up, the head tilts with a smile and nods. */
    GREETING("mini_wave_hello", true),
    /** Laughs: an open mouth, a head that goes back and bobs, narrow eyes. */
    LAUGH("laugh_react", true);

    private final String action;
    private final boolean smiling;

    Gesture(String action, boolean smiling) {
        this.action = action;
        this.smiling = smiling;
    }

    /** The name clients call it by. */
    public String action() {
        return action;
    }

    /** Those that a face of this kind can make: where a mouth cannot be trusted, or is an animal's, nobody smiles. */
    public static List<Gesture> of(FaceKind kind) {
        boolean smiles = kind.human() && kind.opening() > 0;
        return Arrays.stream(values()).filter(gesture -> smiles || !gesture.smiling).toList();
    }
}
