/**
 * The built-in engine of this node: its parts as beans, the folder its native libraries are unpacked to, and whether they
 * work on this machine. What is built with it is {@code build}'s.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "common::file", "avatar", "avatar::portrait", "avatar::mouth",
        "avatar::film",
        "voice"})
package dev.likeness.generation.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
