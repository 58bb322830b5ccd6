/**
 * The door for workers outside this process, under {@code /v1/worker}: engines on machines of their own that claim builds,
 * report and bring files. It has keys of its own, which open nothing else, and owns no table: the queue is job's, the
 * bytes are storage's, and what a job needs and makes is known by its handler.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web", "web::body", "job", "storage"})
package dev.likeness.foreman;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
