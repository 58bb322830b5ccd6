/**
 * Builds of agents and of added models, step by step, by the engine inside or by workers outside, which share steps and
 * inputs. It owns no table: faces are avatar's, the file is imx's, the queue is job's, the agent's life is agent's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"generation.input", "generation.engine", "common", "job", "storage",
        "billing", "agent",
        "agent::asset",
        "avatar", "avatar::portrait", "avatar::mouth", "avatar::film", "avatar::mp4", "avatarfile", "imx", "voice",
        "media"})
package dev.likeness.generation.build;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
