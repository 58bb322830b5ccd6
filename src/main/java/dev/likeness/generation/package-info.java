/**
 * Making agents: the checks and the charge of a creation, and the build that follows step by step. It owns only
 * {@code paused_model}: the agent's life is agent's, the queue is job's, faces are avatar's, the file is imx's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::egress", "job", "storage", "account", "billing",
        "agent", "avatar", "imx", "voice"})
package dev.likeness.generation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
