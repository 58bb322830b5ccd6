/**
 * Making agents: the checks and the charge of a creation or an added model, up to the queue. What was sent is
 * {@code input}'s, the build that follows is {@code build}'s, the engine inside {@code engine}'s. It owns only {@code paused_model}: the agent's life is
 * agent's, the queue is job's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"generation.input", "generation.build", "generation.engine", "common", "web",
        "web::body", "job",
        "billing",
        "account", "agent", "agent::asset", "storage", "avatar", "avatar::portrait", "avatar::film", "avatarfile",
        "voice"})
package dev.likeness.generation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
