/**
 * Who pays: the price table, the ledger of credits, and the reads over both (balance, pricing, usage). Every movement of
 * credits goes through {@link dev.likeness.billing.CreditLedger}, but for two: a live session's minutes, which the
 * heartbeat's functions write to wallet and ledger themselves, under the same lock (see decisions.md), and the months of
 * plans. It owns these months and the audit of the books, no sessions and no builds: what is charged for is told by the
 * caller.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "account"})
package dev.likeness.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
