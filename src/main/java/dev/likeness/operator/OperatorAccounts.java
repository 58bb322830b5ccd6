package dev.likeness.operator;

import dev.likeness.account.Account;
import dev.likeness.account.AccountRequest;
import dev.likeness.account.Accounts;
import dev.likeness.account.NewAccount;
import dev.likeness.account.Plan;
import dev.likeness.billing.Auditor;
import dev.likeness.billing.Balance;
import dev.likeness.billing.Bucket;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Plans;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an operator does to accounts. Each raises {@code NOT_FOUND} where there is no such account. */
@Service
@OperatorDoor
class OperatorAccounts {

    /** Of a version, so neither the nil UUID nor those made by hand, as the showcase's owner. */
    private static final Pattern UUID_FORM = Pattern
            .compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Accounts accounts;
    private final CreditLedger ledger;
    private final Plans plans;
    private final Auditor auditor;
    private final AccountReads reads;

    OperatorAccounts(Accounts accounts, CreditLedger ledger, Plans plans, Auditor auditor, AccountReads reads) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.plans = plans;
        this.auditor = auditor;
        this.reads = reads;
    }

    /**
     * Opens an account; with an id of the operator's choice once. Raises {@code CONFLICT} when there is one of that id.
     */
    NewAccount open(@Nullable String userId, String email, String plan, @Nullable Integer topUp) {
        AccountRequest request = AccountRequest.of(Plan.required(plan), AccountRequest.checkedEmail(email))
                .plusTopUp(topUp == null ? 0 : topUp);
        return userId == null ? accounts.open(request) : accounts.open(uuid(userId), request);
    }

    void changePlan(UUID account, String plan) {
        plans.change(account, Plan.required(plan));
    }

    /**
     * @param applied false when that reference had added them before
     * @param balance after it
     */
    record Granted(boolean applied, Balance balance) {
    }

    /**
     * Adds credits once per reference of the operator's choice. Raises
     * {@code CONFLICT} when that reference added other credits.
     */
    @Transactional
    Granted grant(UUID account, Bucket bucket, int credits, String reference) {
        require(account);
        String own = "operator:" + reference;
        boolean applied = ledger.grant(account, own, bucket, credits, "operator");
        if (!applied && !ledger.granted(account, own, bucket, credits)) {
            throw new ApiException(CommonError.CONFLICT, "reference " + reference + " has granted other credits");
        }
        // Behind the wallet's lock: what comes later is not among them.
        return new Granted(applied, ledger.balance(account));
    }

    /** From now on nothing is charged: what is being charged at this moment is waited for. */
    @Transactional
    void suspend(UUID account) {
        require(account);
        accounts.changeStatus(account, Account.Status.SUSPENDED);
        ledger.hold(account);
    }

    /** Raises {@code CONFLICT} for a parked account, which is released instead. */
    void resume(UUID account) {
        require(account);
        if (!accounts.resume(account)) {
            throw new ApiException(CommonError.CONFLICT,
                    "The account is parked, since its books disagree; release it when they agree");
        }
    }

    List<String> audit(UUID account) {
        require(account);
        return auditor.audit(account);
    }

    /** Lets a parked account go. Raises {@code CONFLICT}, with the findings as details, while its books disagree. */
    void release(UUID account) {
        require(account);
        List<String> findings = auditor.release(account);
        if (!findings.isEmpty()) {
            throw new ApiException(CommonError.CONFLICT, "The books of the account still disagree",
                    findings.stream().map(sentence -> new ApiException.Detail("account", sentence)).toList());
        }
    }

    private static UUID uuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw ApiException.invalid("user_id", "user_id must be a UUID, made at random for example");
        }
        return UUID.fromString(text);
    }

    private void require(UUID account) {
        if (accounts.find(account).isEmpty()) {
            throw AccountReads.notFound();
        }
    }
}
