/**
 * Who calls: accounts, their plans and their secrets, kept only as keyed hashes. It opens accounts and tells whose
 * secret was presented ({@link dev.likeness.web.CallerResolver}) and how often its account may ask. It owns no credits: billing hears of a new account
 * ({@link dev.likeness.account.AccountOpened}) and makes its wallet in the same transaction.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web", "web::body", "web::limit"})
package dev.likeness.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
