/**
 * Live sessions of clients that play an avatar: heartbeats, the grace of an outage, minutes, and the tokens that let a
 * runtime work for five minutes. Everything that decides about credits happens in the database functions {@code beat} and {@code beats}
 * ({@code V6__beats_in_batches.sql}). It owns the table {@code runtime_session}; prices and the ledger are billing's.
 * More than twenty files, since each of its three doors (tokens, the newer metering, the owner's view) is a controller
 * with its wire records, all over the same sessions.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "account", "billing", "agent"})
package dev.likeness.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
