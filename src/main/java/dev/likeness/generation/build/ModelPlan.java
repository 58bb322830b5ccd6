package dev.likeness.generation.build;

import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.common.Model;
import java.util.List;

/** How the families differ where the engine makes it real. */
public final class ModelPlan {

    private ModelPlan() {
    }

    /** What an agent made with this model can run, all of it built at once. */
    public static List<Model> supported(Model model) {
        return model == Model.ESSENCE_2 ? List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX) : List.of(model);
    }

    /** Whether the family keeps a file; expression-1 is animated from the portrait when a session starts. */
    public static boolean keepsFile(Model model) {
        return model != Model.EXPRESSION_1;
    }

    /** Whether the family takes photorealistic humans only (CONTRACT 3.1); the others take whatever there is a picture of. */
    static boolean needsHuman(Model model) {
        return model == Model.ESSENCE_2 || model == Model.ESSENCE_2_MAX;
    }

    /** Pixels of the shorter side. */
    public static int shortSide(Model model) {
        return switch (model) {
            case ESSENCE_1, EXPRESSION_1 -> 512;
            case ESSENCE_2, EXPRESSION_2 -> 720;
            case ESSENCE_2_MAX -> 1080;
        };
    }

    /** How much the head moves; 1 is a person who listens. */
    public static double motion(Model model) {
        return switch (model) {
            case ESSENCE_1, EXPRESSION_1 -> 1.0;
            case ESSENCE_2, ESSENCE_2_MAX -> 1.15;
            case EXPRESSION_2 -> 1.3;
        };
    }

    /** How much of glances, brows and nods there is; 1 is all of it. */
    public static double life(Model model) {
        return switch (model) {
            case ESSENCE_1, EXPRESSION_1 -> .6;
            case ESSENCE_2, ESSENCE_2_MAX, EXPRESSION_2 -> 1;
        };
    }

    /** How the film moves that goes on and on; whoever waits for a session waits for expression-1's. */
    public static MotionSpec loop(Model model, long seed) {
        return new MotionSpec(seed, motion(model), life(model),
                keepsFile(model) ? MotionSpec.LONG : MotionSpec.SHORT);
    }

    /** What a download is called (CONTRACT 3.5). */
    static String filename(String code, Model model) {
        return switch (model) {
            case ESSENCE_2 -> code + ".lebundle.imx";
            case ESSENCE_2_MAX -> code + ".pkl";
            default -> code + ".imx";
        };
    }
}
