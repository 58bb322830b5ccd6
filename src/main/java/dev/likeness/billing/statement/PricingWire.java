package dev.likeness.billing.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.billing.Prices;
import dev.likeness.common.Model;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of {@code GET /v1/pricing}: the table of {@link Prices} (CONTRACT 2.2). */
final class PricingWire {

    /** Readers of {@code realtime.*.by_model} know exactly these and stop at any other. */
    private static final List<Model> REALTIME = List.of(Model.ESSENCE_1, Model.ESSENCE_2, Model.EXPRESSION_1,
            Model.EXPRESSION_2);

    private PricingWire() {
    }

    @Schema(name = "Pricing")
    record Pricing(boolean success, PricingData data) {

        static Pricing table() {
            Map<String, Long> create = new LinkedHashMap<>();
            create.put("auto", Prices.createAuto());
            Map<String, Long> video = new LinkedHashMap<>();
            for (Model model : Model.values()) {
                create.put(model.slug(), Prices.create(model));
                video.put(model.slug(), Prices.talkingVideo(model));
            }
            return new Pricing(true, new PricingData("credits",
                    new Generation("credits_per_agent", create,
                            "Charged once, refunded in full when the build fails. auto bills the model it routes to."),
                    new TalkingVideo("credits_per_minute", "per_started_minute", video),
                    new Dynamics(Prices.DYNAMICS, "Charged once, refunded in full on failure."),
                    new Realtime("credits_per_minute",
                            new Hosted(rates(true), rate(Model.ESSENCE_2_MAX, true),
                                    Rate.of(Prices.VOICE_CHAT_MINUTE), Rate.of(Prices.CAMERA_CHAT_MINUTE)),
                            new SelfHosted(rates(false), rate(Model.ESSENCE_2_MAX, false))),
                    "Speech, uploads, downloads and knowledge cost nothing."));
        }

        private static Map<String, Rate> rates(boolean hosted) {
            Map<String, Rate> rates = new LinkedHashMap<>();
            REALTIME.forEach(model -> rates.put(model.slug(), rate(model, hosted)));
            return rates;
        }

        private static Rate rate(Model model, boolean hosted) {
            return Rate.of(Prices.liveMinute(model, hosted));
        }
    }

    @Schema(name = "PricingData")
    record PricingData(String unit, Generation agentGeneration, TalkingVideo talkingVideo, Dynamics dynamicsGeneration,
            Realtime realtime, String notes) {
    }

    @Schema(name = "PricingAgentGeneration")
    record Generation(String unit, Map<String, Long> byModel, String note) {
    }

    @Schema(name = "PricingTalkingVideo")
    record TalkingVideo(String unit, String billing, Map<String, Long> rates) {
    }

    @Schema(name = "PricingDynamics")
    record Dynamics(long flat, String note) {
    }

    @Schema(name = "PricingRealtime")
    record Realtime(String unit, Hosted hosted, SelfHosted selfHosted) {
    }

    @Schema(name = "PricingHosted")
    record Hosted(Map<String, Rate> byModel, @JsonProperty("essence-2-max") Rate essence2Max, Rate chatLine,
            Rate cameraChatLine) {
    }

    @Schema(name = "PricingSelfHosted")
    record SelfHosted(Map<String, Rate> byModel, @JsonProperty("essence-2-max") Rate essence2Max) {
    }

    @Schema(name = "PricingRate")
    record Rate(long rate, String rounding, String basis) {

        static Rate of(long credits) {
            return new Rate(credits, "per_started_minute", "every started minute of a live session, idle or talking");
        }
    }
}
