/**
 * Making agents: the checks and the charge of a creation, and the build that follows step by step. It owns only
 * {@code paused_model}: the agent's life is agent's, the queue is job's, faces are avatar's, the file is imx's. More than
 * twenty files, because creations, added models and the builds of foreign workers share steps, inputs and refusals; in
 * packages of their own each of those would be public.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::egress", "job", "storage", "account", "billing",
        "agent", "avatar", "imx", "voice"})
package dev.likeness.generation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
