/**
 * Agents: what an account owns, from the first moment of a creation to its deletion, and the artifacts of their models
 * with the rules of downloading them. It does not build anything: generation drives an agent through its life.
 *
 * <p>Rows are read and written by visible SQL, not JPA: a heartbeat changes one row inside the job's transaction, and
 * every change locks first and then goes through {@link dev.likeness.agent.Agent}'s own transitions. Its bytes, downloads
 * and followers have packages of their own within.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "job", "storage", "account", "billing", "imx"})
package dev.likeness.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
