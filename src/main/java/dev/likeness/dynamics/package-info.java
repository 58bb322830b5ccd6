/**
 * Gestures of agents (CONTRACT 5): films of a nod, a laugh, a greeting, which go into new versions of the agent's model
 * files. It owns the table {@code dynamics} and the orders' charges, given back in the transaction that fails the job. How a
 * gesture looks is {@code avatar}'s, where it lies in a file {@code avatarfile}'s, by whom and when it is made {@code job}'s.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "job", "storage", "account", "billing", "agent",
        "agent::asset", "generation", "avatar", "avatar::film", "avatar::gesture", "avatar::mp4", "avatar::portrait",
        "avatarfile", "imx", "media", "room"})
package dev.likeness.dynamics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
