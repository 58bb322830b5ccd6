package dev.likeness.runtime;

import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.common.Model;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client's {@code billing_type} is billed as (CONTRACT 4.1).
 *
 * @param pricingCode the code on the usage row
 * @param model the family; null for a managed conversation
 * @param hosted whether it runs in the cloud
 * @param rate credits a started minute
 */
public record BillingType(String pricingCode, @Nullable Model model, boolean hosted, long rate) {

    private static final Map<String, BillingType> KNOWN = known();
    private static final BillingType DEFAULT = live(Model.ESSENCE_1, false);

    /** Absent and unknown ones are essence-1, self-hosted; the raw text stays on the usage row. */
    public static BillingType of(@Nullable String sent) {
        return sent == null ? DEFAULT : KNOWN.getOrDefault(sent, DEFAULT);
    }

    /**
     * The billing type of a client that also names its product (CONTRACT 4.7): the one sent, when it is known; else the
     * product, read as a billing type or as a model on its own machine. What nobody knows stays as it was sent.
     */
    public static @Nullable String spelled(@Nullable String billingType, @Nullable String product) {
        if (billingType != null && KNOWN.containsKey(billingType)) {
            return billingType;
        }
        if (product == null) {
            return billingType;
        }
        String ofModel = "self-hosted-" + product + "-model";
        if (KNOWN.containsKey(ofModel)) {
            return ofModel;
        }
        return billingType == null || KNOWN.containsKey(product) ? product : billingType;
    }

    /** A live minute of a model. */
    public static BillingType live(Model model, boolean hosted) {
        return new BillingType(PricingCode.liveMinute(model, hosted), model, hosted, Prices.liveMinute(model, hosted));
    }

    @Nullable
    String modelSlug() {
        return model == null ? null : model.slug();
    }

    /** The first generation carries no number in billing types. */
    private static String family(Model model) {
        return switch (model) {
            case ESSENCE_1 -> "essence";
            case EXPRESSION_1 -> "expression";
            case ESSENCE_2, ESSENCE_2_MAX, EXPRESSION_2 -> model.slug();
        };
    }

    private static Map<String, BillingType> known() {
        Map<String, BillingType> known = new HashMap<>();
        for (Model model : Model.values()) {
            for (boolean hosted : new boolean[]{true, false}) {
                BillingType type = live(model, hosted);
                String prefix = hosted ? "cloud-" : "self-hosted-";
                String suffix = hosted ? "_model_cloud" : "_model_self_hosted";
                known.put(prefix + family(model) + "-model", type);
                known.put(prefix + model.slug() + "-model", type);
                known.put(type.pricingCode(), type);
                known.put("usage_" + model.underscored() + suffix, type);
            }
            String video = PricingCode.talkingVideo(model);
            known.put(video, new BillingType(video, model, true, Prices.talkingVideo(model)));
        }
        BillingType voice = new BillingType(PricingCode.VOICE_CHAT, null, true, Prices.VOICE_CHAT_MINUTE);
        BillingType camera = new BillingType(PricingCode.CAMERA_CHAT, null, true, Prices.CAMERA_CHAT_MINUTE);
        known.put("agent-voice-chat", voice);
        known.put(voice.pricingCode(), voice);
        known.put("agent-video-chat", camera);
        known.put(camera.pricingCode(), camera);
        return Map.copyOf(known);
    }
}
