package dev.likeness.billing.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.account.Account;
import dev.likeness.account.Plan;
import dev.likeness.billing.Balance;
import dev.likeness.billing.Prices;
import dev.likeness.billing.PricingCode;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class BillingWireTests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    @ParameterizedTest
    @CsvSource({"essence-1,250,250,2,1,2", "expression-1,250,0,4,2,4", "essence-2,500,500,4,2,4",
            "essence-2-max,500,500,8,4,8", "expression-2,2000,2000,4,2,4"})
    void pricesAreAsPublished(String name, long create, long add, long cloud, long selfHosted, long video) {
        Model model = Model.of(name).orElseThrow();
        assertThat(Prices.create(model)).isEqualTo(create);
        assertThat(Prices.add(model)).isEqualTo(add);
        assertThat(Prices.liveMinute(model, true)).isEqualTo(cloud);
        assertThat(Prices.liveMinute(model, false)).isEqualTo(selfHosted);
        assertThat(Prices.talkingVideo(model)).isEqualTo(video);
        JsonNode data = json(PricingWire.Pricing.table()).get("data");
        assertThat(data.at("/agent_generation/by_model/" + name).asLong()).isEqualTo(create);
        assertThat(data.at("/talking_video/rates/" + name).asLong()).isEqualTo(video);
        String path = name.equals("essence-2-max") ? "" : "/by_model";
        assertThat(data.at("/realtime/hosted" + path + "/" + name + "/rate").asLong()).isEqualTo(cloud);
        assertThat(data.at("/realtime/self_hosted" + path + "/" + name + "/rate").asLong()).isEqualTo(selfHosted);
    }

    @Test
    void pricingHasTheShapeThatReadersKnow() {
        JsonNode data = json(PricingWire.Pricing.table()).get("data");
        assertThat(data.at("/agent_generation/by_model/auto").asLong()).isEqualTo(2000);
        assertThat(data.at("/dynamics_generation/flat").asLong()).isEqualTo(250);
        assertThat(data.at("/realtime/unit").asString()).isEqualTo("credits_per_minute");
        assertThat(data.at("/realtime/hosted/by_model").propertyNames()).containsExactlyInAnyOrder("essence-1",
                "essence-2", "expression-1", "expression-2");
        assertThat(data.at("/realtime/hosted/chat_line/rate").asLong()).isEqualTo(10);
        assertThat(data.at("/realtime/hosted/camera_chat_line/rate").asLong()).isEqualTo(30);
        assertThat(data.at("/realtime/self_hosted/by_model/essence-1").propertyNames())
                .containsExactlyInAnyOrder("rate", "rounding", "basis");
    }

    @Test
    void pricingCodesAreAsPublished() {
        assertThat(PricingCode.liveMinute(Model.ESSENCE_2, true)).isEqualTo("usage_essence_2_model_cloud");
        assertThat(PricingCode.liveMinute(Model.ESSENCE_1, false)).isEqualTo("usage_essence_model_self_hosted");
    }

    @Test
    void aSummaryHasFloatsAndExactlyTheKnownMinutes() {
        Account account = new Account(new UUID(0, 1), "ada@example.com", Plan.ENTERPRISE, Account.Status.ACTIVE, false);
        String text = JSON.writeValueAsString(
                BillingWire.CreditSummary.of(new Standings.Standing(account, new Balance(100, 0, 23))));
        assertThat(text).contains("\"balance\":123.0").contains("\"plan_credits\":100.0")
                .contains("\"topup_credits\":23.0").contains("\"is_enterprise\":true")
                .contains("\"isEnterprisePlanUser\":true").doesNotContain("\"enterprise");
        JsonNode minutes = JSON.readTree(text).at("/data/minutes_estimate");
        assertThat(minutes.propertyNames()).containsExactlyInAnyOrder("essence_2_cloud", "essence_2_self_hosted",
                "essence_2_max_cloud", "essence_2_max_self_hosted", "expression_2_cloud", "expression_2_self_hosted",
                "essence_1_cloud", "essence_1_self_hosted", "expression_1_cloud", "expression_1_self_hosted",
                "voice_chat",
                "camera_chat", "essence_cloud", "essence_self_hosted", "expression_cloud", "expression_self_hosted");
        assertThat(minutes.get("essence_2_max_cloud").asLong()).isEqualTo(15);
        assertThat(minutes.get("camera_chat").asLong()).isEqualTo(4);
        JsonNode broke = json(BillingWire.CreditSummary.of(new Standings.Standing(account, new Balance(0, 0, -5))));
        assertThat(broke.at("/data/minutes_estimate/essence_1_cloud").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T12:00:00Z,2026-01-31T12:00:00Z", "2026-01-31T12:00:00+00:00,2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00 00:00,2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00.123456+02:00,2026-01-31T10:00:00.123456Z",
            "2026-01-31T12:00:00-0130,2026-01-31T13:30:00Z", "2026-01-31 12:00:00,2026-01-31T12:00:00Z",
            "2026-01-31T12:00,2026-01-31T12:00:00Z", "2026-01-31,2026-01-31T23:59:59.999999Z"})
    void readsEveryFormOfATime(String text, Instant meant) {
        assertThat(TimeBound.last("end", text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-02-30", "2026-01-31T25:00:00Z", "1767225600",
            "2026-01-31T12:00:00+99:00"})
    void refusesWhatIsNoTimeAndNamesTheField(String text) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> TimeBound.first("start", text))
                .satisfies(refusal -> assertThat(refusal.details().getFirst().field()).isEqualTo("start"));
    }

    private static JsonNode json(Object value) {
        return JSON.readTree(JSON.writeValueAsString(value));
    }
}
