/**
 * Live sessions of clients that play an avatar: heartbeats, the grace of an outage, minutes, and the tokens that let a
 * runtime work for five minutes. Everything that decides about credits happens in the database functions {@code beat}
 * and {@code beats} ({@code V11__rules_once.sql}). It owns the tables {@code runtime_session} and
 * {@code session_message}; prices and the
 * ledger are billing's. Its doors are packages of their own: {@code beat} for who beats, {@code session} for who owns.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web", "web::body", "account", "billing", "agent"})
package dev.likeness.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
