package dev.likeness.billing;

import dev.likeness.common.Model;

/** The names of prices on usage rows (CONTRACT 2.3). */
public final class PricingCode {

    public static final String DYNAMICS = "dynamics_generation";
    public static final String VOICE_CHAT = "usage_agent_voice_chat";
    public static final String CAMERA_CHAT = "usage_agent_camera_chat";

    private PricingCode() {
    }

    /** {@code usage_essence_2_model_cloud}; the first generation has no number: {@code usage_essence_model_self_hosted}. */
    public static String liveMinute(Model model, boolean hosted) {
        String name = switch (model) {
            case ESSENCE_1 -> "essence";
            case EXPRESSION_1 -> "expression";
            default -> model.underscored();
        };
        return "usage_" + name + "_model_" + (hosted ? "cloud" : "self_hosted");
    }

    /** {@code agent_generation_essence_2}. */
    public static String create(Model model) {
        return "agent_generation_" + model.underscored();
    }

    /** {@code agent_model_add_essence_2}. */
    public static String add(Model model) {
        return "agent_model_add_" + model.underscored();
    }

    /** {@code usage_talking_video_essence_2_by_api}. */
    public static String talkingVideo(Model model) {
        return "usage_talking_video_" + model.underscored() + "_by_api";
    }
}
