/**
 * Agents: what an account owns, from the first moment of a creation to its deletion, and the artifacts of their models
 * with the rules of downloading them. It does not build anything: generation drives an agent through its life.
 *
 * <p>An agent with its artifacts and additions is one entity. Every change locks the row first and goes through
 * {@link dev.likeness.agent.Agent}'s own transitions. What clients see of it, its bytes, downloads and followers have
 * packages of their own within.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "job", "storage", "storage::door", "account",
        "billing",
        "imx"})
package dev.likeness.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
