/**
 * Pictures and voice samples of creations, from the request to the build: how they may be sent, where they are kept until
 * the build has ended, how they are fetched, and what a picture shows. It owns the objects under {@code inputs/} and the
 * folders of running builds.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "web::body", "web::egress", "job", "storage",
        "avatar",
        "avatar::portrait"})
package dev.likeness.generation.input;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
