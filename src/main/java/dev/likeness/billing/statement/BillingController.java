package dev.likeness.billing.statement;

import dev.likeness.billing.BillingLinks;
import dev.likeness.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caller has, what things cost, what was spent (CONTRACT 2.2, 2.3). */
@RestController
class BillingController {

    private final Standings standings;
    private final Usage usage;
    private final BillingLinks links;

    BillingController(Standings standings, Usage usage, BillingLinks links) {
        this.standings = standings;
        this.usage = usage;
        this.links = links;
    }

    @GetMapping("/v1/me")
    @Tag(name = "Account")
    @Operation(operationId = "getMe", summary = "Read the caller's account, plan and balance")
    BillingWire.Me me(Caller caller) {
        return BillingWire.Me.of(standings.of(caller.accountId()), links);
    }

    @GetMapping("/v1/pricing")
    @Tag(name = "Account")
    @Operation(operationId = "getPricing", summary = "Read the prices, in credits")
    PricingWire.Pricing pricing(Caller caller) {
        return PricingWire.Pricing.table();
    }

    @GetMapping("/v2/credit-summaries")
    @Tag(name = "Billing")
    @Operation(operationId = "getCreditSummaries", summary = "Read the balance and how many minutes it lasts", description = "Always the caller's own.")
    @Parameter(name = "app", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "imaginex"))
    @Parameter(name = "app_key", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    BillingWire.CreditSummary creditSummaries(Caller caller) {
        return BillingWire.CreditSummary.of(standings.of(caller.accountId()));
    }

    @GetMapping("/v1/usage")
    @Tag(name = "Billing")
    @Operation(operationId = "getUsage", summary = "List the movements of credits, newest first", description = "credits_change is an amount without direction; balance_change is signed.")
    BillingWire.UsagePage usage(Caller caller,
            @Schema(minimum = "1", maximum = "200") @RequestParam(defaultValue = "50") int limit,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int offset,
            @Schema(format = "date-time") @RequestParam(required = false) @Nullable String start,
            @Schema(format = "date-time") @RequestParam(required = false) @Nullable String end,
            @RequestParam(name = "agent_code", required = false) @Nullable String agentCode) {
        Usage.Filter filter = new Usage.Filter(TimeBound.first("start", start), TimeBound.last("end", end),
                agentCode == null || agentCode.isEmpty() ? null : agentCode);
        return BillingWire.UsagePage.of(usage.page(caller.accountId(), filter, limit, offset));
    }
}
