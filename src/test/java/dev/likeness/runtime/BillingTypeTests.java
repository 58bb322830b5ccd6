package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of CONTRACT 4.1. */
class BillingTypeTests {

    @ParameterizedTest
    @CsvSource(nullValues = "absent", value = {
            "absent, usage_essence_model_self_hosted, 1",
            "something-new, usage_essence_model_self_hosted, 1",
            "self-hosted-essence-model, usage_essence_model_self_hosted, 1",
            "self-hosted-expression-model, usage_expression_model_self_hosted, 2",
            "self-hosted-essence-2-model, usage_essence_2_model_self_hosted, 2",
            "self-hosted-essence-2-max-model, usage_essence_2_max_model_self_hosted, 4",
            "self-hosted-expression-2-model, usage_expression_2_model_self_hosted, 2",
            "cloud-essence-model, usage_essence_model_cloud, 2",
            "cloud-expression-model, usage_expression_model_cloud, 4",
            "cloud-essence-2-model, usage_essence_2_model_cloud, 4",
            "cloud-essence-2-max-model, usage_essence_2_max_model_cloud, 8",
            "cloud-expression-2-model, usage_expression_2_model_cloud, 4",
            "usage_essence_2_model_cloud, usage_essence_2_model_cloud, 4",
            "usage_talking_video_essence_1_by_api, usage_talking_video_essence_1_by_api, 2",
            "agent-voice-chat, usage_agent_voice_chat, 10",
            "agent-video-chat, usage_agent_camera_chat, 30",
            "usage_agent_camera_chat, usage_agent_camera_chat, 30"})
    void isBilledAs(String sent, String pricingCode, long rate) {
        BillingType type = BillingType.of(sent);
        assertThat(type.pricingCode()).isEqualTo(pricingCode);
        assertThat(type.rate()).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "absent", value = {
            "absent, absent, absent",
            "absent, expression-2, self-hosted-expression-2-model",
            "absent, essence, self-hosted-essence-model",
            "absent, essence-1, self-hosted-essence-1-model",
            "absent, cloud-essence-2-model, cloud-essence-2-model",
            "absent, something-new, something-new",
            "self-hosted-essence-2-model, expression-2, self-hosted-essence-2-model",
            "something-new, expression-2, self-hosted-expression-2-model",
            "something-new, cloud-essence-2-model, cloud-essence-2-model",
            "something-new, something-newer, something-new",
            "something-new, absent, something-new"})
    void aProductSaysWhatABillingTypeDoesNot(String billingType, String product, String spelled) {
        assertThat(BillingType.spelled(billingType, product)).isEqualTo(spelled);
    }
}
