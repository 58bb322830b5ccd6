/**
 * Who pays: the price table, the ledger of credits, and the reads over both (balance, pricing, usage). Every movement of
 * credits goes through {@link dev.likeness.billing.CreditLedger} or, for a live session's minutes, through the same SQL
 * functions. It owns the months of plans and the audit of the books, no sessions and no builds: what is charged for is
 * told by the caller.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "account"})
package dev.likeness.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
