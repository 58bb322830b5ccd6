package dev.likeness.operator;

import dev.likeness.account.NewAccount;
import dev.likeness.billing.Auditor;
import dev.likeness.billing.Balance;
import dev.likeness.billing.Bucket;
import dev.likeness.common.Pagination;
import dev.likeness.generation.PausedModels;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of the operator's door: {@code {"success": true, "data": …}}. */
final class OperatorWire {

    private OperatorWire() {
    }

    private static final int MOST_CREDITS = 1_000_000_000;

    @Body
    @Schema(name = "OperatorOpenAccount")
    record OpenAccount(
            @Schema(description = "A UUID of your choice; one is made if absent", format = "uuid") @Nullable String userId,
            @Required String email, @Required @Schema(allowableValues = {
                    "free", "creator", "pro", "business", "enterprise"}) String plan,
            @Schema(description = "Credits beside the plan's") @Min(value = 0, message = TOPUP) @Max(value = MOST_CREDITS, message = TOPUP) @Nullable Integer topup) {

        private static final String TOPUP = "must be between 0 and " + MOST_CREDITS;
    }

    @Body
    @Schema(name = "OperatorSetPlan")
    record SetPlan(@Required @Schema(allowableValues = {
            "free", "creator", "pro", "business", "enterprise"}) String plan) {
    }

    @Body
    @Schema(name = "OperatorAddCredits")
    record AddCredits(
            @Schema(description = "Yours; credits are added once for each") @Required @NotBlank(message = REFERENCE) @Size(min = 1, max = 200, message = REFERENCE) String reference,
            @Required @Min(value = 1, message = CREDITS) @Max(value = MOST_CREDITS, message = CREDITS) Integer credits) {

        private static final String REFERENCE = "must be 1 to 200 characters";
        private static final String CREDITS = "must be between 1 and " + MOST_CREDITS;
    }

    @Body
    @Schema(name = "OperatorPauseModel")
    record PauseModel(
            @Schema(description = "For the operator's list") @Nullable String reason) {
    }

    @Schema(name = "OperatorOpened")
    record Opened(boolean success, OpenedAccount data) {

        static Opened of(NewAccount account) {
            return new Opened(true, new OpenedAccount(account.accountId(), account.email(), account.plan().slug(),
                    account.secret()));
        }
    }

    @Schema(name = "OperatorOpenedAccount")
    record OpenedAccount(UUID userId, String email, String plan,
            @Schema(description = "The clear value; never shown again") String secret) {
    }

    @Schema(name = "OperatorAccountAnswer")
    record AccountAnswer(boolean success, Account data) {
    }

    @Schema(name = "OperatorAccountPage")
    record AccountPage(boolean success, List<Account> data, Pagination pagination) {
    }

    @Schema(name = "OperatorAccount")
    record Account(UUID userId, String email, String plan,
            @Schema(allowableValues = {
                    "active", "suspended"}) String status,
            Instant createdAt, boolean parked,
            @Nullable Instant parkedAt, @Nullable String parkedReason, boolean runtimeSuspended,
            @Schema(description = "What its owner gave for a revoke-all in force") @Nullable String runtimeSuspendedReason,
            Credits balance,
            @Schema(description = "Null: it gets no credits by the month") @Nullable Instant periodStartedAt,
            @Nullable Instant periodEndsAt, long liveSessions) {

        static Account of(AccountReads.Row row) {
            return new Account(row.account(), row.email(), row.plan(), row.status(), row.createdAt(),
                    row.parkedAt() != null, row.parkedAt(), row.parkedReason(), row.runtimeSuspended(),
                    row.runtimeSuspendedReason(), Credits.of(row.balance()), row.periodStart(), row.periodEnd(),
                    row.liveSessions());
        }
    }

    /** Credits by bucket. */
    @Schema(name = "OperatorCredits")
    record Credits(long plan, long reward, long topup, long total) {

        static Credits of(Balance balance) {
            return new Credits(balance.plan(), balance.reward(), balance.topup(), balance.total());
        }
    }

    @Schema(name = "OperatorGrantAnswer")
    record GrantAnswer(boolean success, Grant data) {

        static GrantAnswer of(String reference, Bucket bucket, long credits, boolean applied, Balance balance) {
            return new GrantAnswer(true, new Grant(reference, bucket.name().toLowerCase(Locale.ROOT), credits, applied,
                    Credits.of(balance)));
        }
    }

    @Schema(name = "OperatorGrant")
    record Grant(String reference, String bucket, long credits,
            @Schema(description = "False: this reference had granted them before, nothing moved") boolean applied,
            Credits balance) {
    }

    @Schema(name = "OperatorEntryPage")
    record EntryPage(boolean success, List<Entry> data, Pagination pagination) {
    }

    @Schema(name = "OperatorEntry")
    record Entry(UUID id, String reference,
            @Schema(allowableValues = {
                    "charge", "refund", "grant", "expiry"}) String kind,
            Credits change, @Nullable String refundOf, String activityType, String source, String pricingCode,
            @Nullable String agentCode, @Nullable String sessionId, Instant createdAt) {

        static Entry of(AccountReads.Entry entry) {
            return new Entry(entry.id(), entry.reference(), entry.kind(), Credits.of(entry.change()), entry.refundOf(),
                    entry.activityType(), entry.source(), entry.pricingCode(), entry.agentCode(), entry.sessionId(),
                    entry.createdAt());
        }
    }

    @Schema(name = "OperatorAuditAnswer")
    record AuditAnswer(boolean success, Audit data) {

        static AuditAnswer of(Auditor.Result result, List<Auditor.Finding> findings) {
            return new AuditAnswer(true, new Audit(result.accounts(), result.parked(), result.failed(),
                    findings.stream().map(Finding::of).toList()));
        }

        /** Of one account. */
        static AuditAnswer of(UUID account, List<String> sentences) {
            return of(new Auditor.Result(1, sentences.isEmpty() ? 0 : 1, 0),
                    sentences.stream().map(sentence -> new Auditor.Finding(account, sentence)).toList());
        }
    }

    @Schema(name = "OperatorAudit")
    record Audit(@Schema(description = "Accounts looked at") long audited,
            @Schema(description = "How many of them disagree now, and are parked") long parked,
            @Schema(description = "How many could not be looked at") long failed, List<Finding> findings) {
    }

    @Schema(name = "OperatorFinding")
    record Finding(UUID userId, String finding) {

        static Finding of(Auditor.Finding finding) {
            return new Finding(finding.account(), finding.sentence());
        }
    }

    @Schema(name = "OperatorModelsAnswer")
    record ModelsAnswer(boolean success, List<PausedModel> data) {

        static ModelsAnswer of(List<PausedModels.Paused> paused) {
            return new ModelsAnswer(true, paused.stream()
                    .map(one -> new PausedModel(one.model(), one.reason(), one.pausedAt())).toList());
        }
    }

    @Schema(name = "OperatorPausedModel")
    record PausedModel(String model, @Nullable String reason, Instant pausedAt) {
    }

    @Schema(name = "OperatorShowcaseAnswer")
    record ShowcaseAnswer(boolean success, ShowcaseAgent data) {
    }

    @Schema(name = "OperatorShowcaseAgent")
    record ShowcaseAgent(String agentCode, boolean showcase) {
    }
}
