/**
 * Durable work: a queue with leases, fenced by attempt number, whose every ending commits together with what it causes.
 * It owns when and by whom work is done; what the work is belongs to the {@link dev.likeness.job.JobHandler} of its
 * kind. Workers inside this process and foreign ones go through the same {@link dev.likeness.job.Jobs}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "common")
package dev.likeness.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
