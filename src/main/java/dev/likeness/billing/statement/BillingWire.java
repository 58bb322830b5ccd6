package dev.likeness.billing.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.account.Account;
import dev.likeness.account.Plan;
import dev.likeness.billing.Balance;
import dev.likeness.billing.BillingLinks;
import dev.likeness.billing.Prices;
import dev.likeness.common.Model;
import dev.likeness.common.Pagination;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of balance and usage (CONTRACT 2.3). */
final class BillingWire {

    private BillingWire() {
    }

    @Schema(name = "Me")
    record Me(String status, int statusCode, MeData data) {

        static Me of(Standings.Standing standing, BillingLinks links) {
            Account account = standing.account();
            Balance balance = standing.balance();
            return new Me("success", 200, new MeData(account.id(), account.email(), account.plan().displayName(),
                    account.plan().planCode(), balance.total(), balance.plan(), balance.topup(),
                    account.status().name().toLowerCase(Locale.ROOT), links.upgrade(), links.pricing()));
        }
    }

    @Schema(name = "MeData")
    record MeData(UUID userId, String email, String plan, String planCode, long creditBalance,
            long planCreditsRemaining,
            long topupCreditsRemaining,
            @Schema(allowableValues = {
                    "active", "suspended"}) String accountStatus,
            String upgradeUrl,
            String pricingUrl) {
    }

    @Schema(name = "CreditSummary")
    record CreditSummary(boolean success, CreditSummaryData data) {

        static CreditSummary of(Standings.Standing standing) {
            Account account = standing.account();
            Balance balance = standing.balance();
            boolean enterprise = account.plan() == Plan.ENTERPRISE;
            return new CreditSummary(true, new CreditSummaryData(account.id(), balance.total(), balance.plan(),
                    balance.reward(), balance.topup(), minutes(Math.max(balance.total(), 0)), enterprise, enterprise));
        }
    }

    @Schema(name = "CreditSummaryData")
    record CreditSummaryData(UUID userId, double balance, double planCredits, double rewardCredits, double topupCredits,
            @Schema(description = "How many minutes the balance lasts, by what would be used") Map<String, Long> minutesEstimate,
            @JsonProperty("is_enterprise") boolean enterprise,
            @JsonProperty("isEnterprisePlanUser") boolean enterprisePlanUser) {
    }

    /** Exactly the keys that clients know, in their order. */
    private static Map<String, Long> minutes(long credits) {
        Map<String, Long> minutes = new LinkedHashMap<>();
        for (Model model : List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX, Model.EXPRESSION_2, Model.ESSENCE_1,
                Model.EXPRESSION_1)) {
            putLive(minutes, model.underscored(), model, credits);
        }
        minutes.put("voice_chat", credits / Prices.VOICE_CHAT_MINUTE);
        minutes.put("camera_chat", credits / Prices.CAMERA_CHAT_MINUTE);
        putLive(minutes, "essence", Model.ESSENCE_1, credits);
        putLive(minutes, "expression", Model.EXPRESSION_1, credits);
        return minutes;
    }

    private static void putLive(Map<String, Long> minutes, String name, Model model, long credits) {
        minutes.put(name + "_cloud", credits / Prices.liveMinute(model, true));
        minutes.put(name + "_self_hosted", credits / Prices.liveMinute(model, false));
    }

    @Schema(name = "UsagePage")
    record UsagePage(boolean success, List<UsageEvent> data, Pagination pagination) {

        static UsagePage of(Usage.Page page) {
            return new UsagePage(true, page.entries().stream().map(UsageEvent::of).toList(), page.pagination());
        }
    }

    @Schema(name = "UsageEvent")
    record UsageEvent(UUID id, String activityType, String source, String pricingCode, String app,
            @Nullable String agentCode,
            @Schema(description = "Credits moved, without direction") long creditsChange,
            @Schema(description = "What it did to the balance: a charge is negative") long balanceChange,
            @Nullable Long framesRendered, @Nullable String sessionId, @Nullable String roomName,
            @Nullable Instant startTime, @Nullable Instant endTime, Instant createdAt) {

        static UsageEvent of(Usage.Entry entry) {
            return new UsageEvent(entry.id(), entry.activityType(), entry.source(), entry.pricingCode(), "imaginex",
                    entry.agentCode(), Math.abs(entry.change()), entry.change(), null, entry.sessionId(),
                    entry.roomName(), entry.start(), entry.end(), entry.createdAt());
        }
    }
}
