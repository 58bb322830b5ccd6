package dev.likeness.billing;

import dev.likeness.common.Model;

/** The one table of prices, in credits (CONTRACT 2.2). Every endpoint reads it, none repeats it. */
public final class Prices {

    /** Generating an agent's gestures. */
    public static final long DYNAMICS = 250;
    /** A minute of managed voice conversation, on top of the avatar. */
    public static final long VOICE_CHAT_MINUTE = 10;
    /** A minute of managed conversation with camera, on top of the avatar. */
    public static final long CAMERA_CHAT_MINUTE = 30;

    private Prices() {
    }

    /** Creating an agent with that model, once. */
    public static long create(Model model) {
        return switch (model) {
            case ESSENCE_1, EXPRESSION_1 -> 250;
            case ESSENCE_2, ESSENCE_2_MAX -> 500;
            case EXPRESSION_2 -> 2000;
        };
    }

    /** What {@code auto} may cost at most; it bills what it routes to. */
    public static long createAuto() {
        return Math.max(create(Model.ESSENCE_2), create(Model.EXPRESSION_2));
    }

    /** Adding that model to an agent, once. */
    public static long add(Model model) {
        return model == Model.EXPRESSION_1 ? 0 : create(model);
    }

    /** A started minute of a live session. */
    public static long liveMinute(Model model, boolean hosted) {
        long selfHosted = switch (model) {
            case ESSENCE_1 -> 1;
            case EXPRESSION_1, ESSENCE_2, EXPRESSION_2 -> 2;
            case ESSENCE_2_MAX -> 4;
        };
        return hosted ? 2 * selfHosted : selfHosted;
    }

    /** A started minute of a talking video. */
    public static long talkingVideo(Model model) {
        return liveMinute(model, true);
    }
}
